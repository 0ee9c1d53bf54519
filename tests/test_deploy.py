"""What stands in deploy/ holds together: with the flows, with the settings, and with the tools that will read it.

No container engine is needed: Compose and Kubernetes files are checked for what their schemas demand and for what
breaks at the first start (a name that nobody defines, a variable that nobody reads).
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.settings import Settings as PrefectSettings
from ruamel.yaml import YAML

from flows.alerts.receivers_source import load_receivers
from flows.app.config import PREFIX, Settings, load_settings
from flows.serve import deployments

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
ONLY_WITH_WORKERS = {"reconcile"}


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path)


def documents(path: Path) -> list[Any]:
    return [found for found in YAML(typ="safe").load_all(path) if found]


# -- prefect.yaml


def told() -> dict[str, Any]:
    return {d["name"]: d for d in load(DEPLOY / "prefect.yaml")["deployments"]}


def flow_of(entrypoint: str) -> Any:
    module, _, name = entrypoint.rpartition(".")
    return getattr(importlib.import_module(module), name)


def test_workers_get_the_deployments_of_pantau_up(tmp_path: Path) -> None:
    served = {d.name: d for d in deployments(load_settings(tmp_path, api_url=None))}
    assert set(told()) - ONLY_WITH_WORKERS == set(served)
    for name, deployment in served.items():
        there = told()[name]
        assert there["entrypoint"] == deployment.entrypoint
        assert sorted(there["tags"]) == sorted(deployment.tags)
        limit = there["concurrency_limit"]
        assert limit["limit"] == deployment.concurrency_limit
        assert limit["collision_strategy"] == deployment.concurrency_options.collision_strategy.value
        assert limit["grace_period_seconds"] == deployment.concurrency_options.grace_period_seconds


def test_schedules_are_those_of_pantau_up(tmp_path: Path) -> None:
    for deployment in deployments(load_settings(tmp_path, api_url=None)):
        wanted = [(s.schedule.cron.replace("*/1 ", "* "), s.schedule.timezone) for s in deployment.schedules]
        there = told()[deployment.name].get("schedules", [])
        assert [(s["cron"], s["timezone"]) for s in there] == wanted, deployment.name
        assert all(s["active"] for s in there)


def test_entrypoints_are_flows_named_like_their_deployment() -> None:
    for name, deployment in told().items():
        assert flow_of(deployment["entrypoint"]).name == name


def test_what_frees_the_slots_of_the_dead_has_no_slot_of_its_own() -> None:
    assert "concurrency_limit" not in told()["reconcile"]
    assert told()["reconcile"]["schedules"]


def test_every_deployment_has_the_pool_and_words_for_the_operator() -> None:
    for deployment in told().values():
        assert deployment["work_pool"]["name"] == "pantau"
        assert deployment.get("description") or flow_of(deployment["entrypoint"]).description


# -- variables


def prefect_variables(model: Any = PrefectSettings) -> Iterator[str]:
    """Every variable that Prefect reads, with the older names that it still takes."""
    prefix = model.model_config.get("env_prefix") or "PREFECT_"
    for name, field in model.model_fields.items():
        alias = field.validation_alias
        for choice in getattr(alias, "choices", [alias] if alias else []):
            yield str(choice).upper()
        yield f"{prefix}{name}".upper()
        if hasattr(field.annotation, "model_fields"):
            yield from prefect_variables(field.annotation)


KNOWN_ELSEWHERE = {
    "DO_NOT_TRACK",
    "PREFECT_HOME",
    "PREFECT_REDIS_MESSAGING_HOST",  # prefect-redis, not installed here
    *("POSTGRES_PASSWORD", "PANTAU_DB_PASSWORD", "PREFECT_DB_PASSWORD"),  # postgres-init.sh
    *("PYTHONUNBUFFERED", "PATH"),
}


def used_variables() -> Iterator[tuple[str, str]]:
    """Variables set anywhere in deploy/, with the file; receivers' addresses may have any name."""
    for line in (DEPLOY / "example.env").read_text().splitlines():
        if found := re.match(r"#?\s?([A-Z][A-Z0-9_]+)=", line):
            yield "example.env", found[1]
    compose = load(DEPLOY / "compose.yaml")
    for service in compose["services"].values():
        yield from (("compose.yaml", name) for name in service.get("environment", {}))
    for unit in (DEPLOY / "systemd").iterdir():
        for line in unit.read_text().splitlines():
            if line.startswith("Environment="):
                yield from ((unit.name, pair.partition("=")[0]) for pair in line.partition("=")[2].split())
    for line in re.findall(r"^(?:ENV)? +([A-Z_]+)=", (DEPLOY / "Dockerfile").read_text(), re.M):
        yield "Dockerfile", line
    for path in KUBERNETES.glob("*.yaml"):
        for found in documents(path):
            if found["kind"] in {"ConfigMap", "Secret"}:
                held = found.get("data", {}) | found.get("stringData", {})
                yield from ((path.name, name) for name in held if name.isupper())
    job = load(DEPLOY / "prefect.yaml")["definitions"]["pool"]["job_variables"]["env"]
    yield from (("prefect.yaml", name) for name in job)


def test_every_variable_is_one_that_pantau_or_prefect_reads() -> None:
    known = KNOWN_ELSEWHERE | set(prefect_variables()) | {PREFIX + name.upper() for name in Settings.model_fields}
    addresses = re.compile(r"PANTAU_URL_[A-Z]+")
    unknown = sorted(
        {(file, name) for file, name in used_variables() if name not in known and not addresses.match(name)}
    )
    assert unknown == []
    assert len(set(used_variables())) > 40


# -- compose


def compose() -> dict[str, Any]:
    return dict(load(DEPLOY / "compose.yaml"))


SERVICE_KEYS = {
    *("build", "image", "restart", "env_file", "environment", "volumes", "healthcheck", "command", "entrypoint"),
    *("ports", "depends_on", "stop_grace_period", "deploy"),
}


def test_compose_file_uses_keys_that_compose_knows() -> None:
    held = compose()
    assert {key for key in held if not key.startswith("x-")} == {"name", "services", "volumes"}
    for name, service in held["services"].items():
        assert set(service) <= SERVICE_KEYS, name
        assert "image" in service or "build" in service
        assert service["restart"] in {"no", "always", "on-failure", "unless-stopped"}
        for key in ("command", "entrypoint"):
            assert all(isinstance(word, str) for word in service.get(key, [])), (name, key)
        assert all(isinstance(value, str) for value in service.get("environment", {}).values()), name
        check = service.get("healthcheck")
        assert check is None or check["test"][0] in {"CMD", "CMD-SHELL"}


def test_compose_services_wait_for_services_that_are_there_and_can_be_healthy() -> None:
    services = compose()["services"]
    for service in services.values():
        for other, how in service.get("depends_on", {}).items():
            assert other in services
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[other]
            if how["condition"] == "service_completed_successfully":
                assert services[other]["restart"] in {"no", "on-failure"}


def test_compose_mounts_what_exists_and_opens_the_ui_on_loopback_only() -> None:
    held = compose()
    for service in held["services"].values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in held["volumes"] or (DEPLOY / source).is_file()
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
        if "build" in service:
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_variables_that_compose_demands_stand_in_the_example() -> None:
    demanded = set(re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose.yaml").read_text()))
    given = {name for file, name in used_variables() if file == "example.env"}
    assert demanded
    assert demanded <= given


def test_image_copies_what_exists_and_all_that_is_installed() -> None:
    said = (DEPLOY / "Dockerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (.+)$", said, re.M) for word in line.split()[:-1]]
    assert all((DEPLOY.parent / word).exists() for word in copied)
    assert {"pyproject.toml", "flows", "extractors", "rules", "deploy/prefect.yaml"} <= set(copied)
    assert "USER pantau" in said


# -- kubernetes

API = {
    "Namespace": "v1",
    "ConfigMap": "v1",
    "Secret": "v1",
    "Service": "v1",
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "Job": "batch/v1",
}


def manifests() -> dict[tuple[str, str], Any]:
    found = [d for path in KUBERNETES.glob("*.yaml") if path.name != "kustomization.yaml" for d in documents(path)]
    return {(d["kind"], d["metadata"]["name"]): d for d in found}


def pods() -> Iterator[tuple[str, Any, Any]]:
    """Every pod with its owner's name and template."""
    for (kind, name), found in manifests().items():
        if kind in {"Deployment", "StatefulSet", "Job"}:
            yield name, found, found["spec"]["template"]


def test_manifests_name_kinds_and_versions_that_exist() -> None:
    assert len(manifests()) >= 10
    for (kind, name), found in manifests().items():
        assert found["apiVersion"] == API[kind]
        assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", name)
    for path in ("settings.yaml", "secrets.example.yaml"):
        for found in documents(KUBERNETES / path):
            assert all(isinstance(v, str) for v in (found.get("data") or found["stringData"]).values())


def test_kustomization_lists_every_manifest() -> None:
    listed = set(load(KUBERNETES / "kustomization.yaml")["resources"])
    there = {path.name.replace(".example", "") for path in KUBERNETES.glob("*.yaml")} - {"kustomization.yaml"}
    assert listed == there


def test_pods_find_their_labels_settings_and_volumes() -> None:
    held = manifests()
    for name, found, template in pods():
        labels = template["metadata"]["labels"]
        if "selector" in found["spec"]:
            assert found["spec"]["selector"]["matchLabels"].items() <= labels.items()
        volumes = {v["name"]: v for v in template["spec"].get("volumes", [])}
        volumes |= {claim["metadata"]["name"]: {} for claim in found["spec"].get("volumeClaimTemplates", [])}
        for volume in volumes.values():
            assert "secret" not in volume or ("Secret", volume["secret"]["secretName"]) in held
        for container in template["spec"]["containers"]:
            assert {m["name"] for m in container.get("volumeMounts", [])} == set(volumes), name
            for source in container.get("envFrom", []):
                (what, where), *_ = source.items()
                assert (what.removesuffix("Ref").replace("configMap", "ConfigMap").replace("secret", "Secret"),
                        where["name"]) in held  # fmt: skip
            ports = {p["name"]: p["containerPort"] for p in container.get("ports", [])}
            for probe in (value for key, value in container.items() if key.endswith("Probe")):
                assert "httpGet" not in probe or probe["httpGet"]["port"] in ports


def test_services_lead_to_a_pod_and_a_port() -> None:
    for (kind, name), found in manifests().items():
        if kind != "Service":
            continue
        target = next(t for _, _, t in pods() if found["spec"]["selector"].items() <= t["metadata"]["labels"].items())
        names = {p["name"] for c in target["spec"]["containers"] for p in c["ports"]}
        assert {p["targetPort"] for p in found["spec"]["ports"]} <= names, name


def test_pods_run_as_nobody_special_with_bounded_memory() -> None:
    for name, _, template in pods():
        spec = template["spec"]
        assert spec["securityContext"]["runAsNonRoot"] is True, name
        assert spec["automountServiceAccountToken"] is False, name
        for container in spec["containers"]:
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["resources"]["limits"]["memory"]


def test_cluster_and_compose_start_the_same_commands() -> None:
    services = compose()["services"]
    (worker,) = next(t for name, _, t in pods() if name == "worker")["spec"]["containers"]
    assert worker["command"] == services["worker"]["entrypoint"]
    (watchman,) = next(t for name, _, t in pods() if name == "watchman")["spec"]["containers"]
    assert watchman["command"] == services["watchman"]["entrypoint"]
    assert importlib.util.find_spec(watchman["command"][-1])
    (setup,) = next(t for name, _, t in pods() if name == "setup")["spec"]["containers"]
    assert setup["args"][0].split() == services["deployments"]["command"][0].split()


# -- systemd, scripts, constraints, receivers


def test_units_are_sound() -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("no systemd-analyze on this machine: the units were not verified")
    units = sorted((DEPLOY / "systemd").iterdir())
    said = subprocess.run([tool, "verify", "--man=no", *map(str, units)], capture_output=True, text=True, timeout=60)
    # The programs are where an installation puts them, not here.
    faults = [
        line for line in (said.stdout + said.stderr).splitlines()
        if line.strip() and "is not executable" not in line and "Failed to connect to bus" not in line
        and any(unit.name.partition("@")[0].partition(".")[0] in line for unit in units)
    ]  # fmt: skip
    assert faults == []


def test_shell_scripts_parse() -> None:
    for script in DEPLOY.rglob("*.sh"):
        said = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, timeout=20)
        assert said.returncode == 0, said.stderr
        assert script.stat().st_mode & 0o111, f"{script.name} is not executable"


def constraints() -> dict[str, Version]:
    lines = [line for line in (DEPLOY / "constraints.txt").read_text().splitlines() if line and line[0] not in "#-"]
    pairs = [line.split(";")[0].strip().partition("==") for line in lines]
    return {re.sub(r"[-_.]+", "-", name).lower(): Version(version) for name, _, version in pairs}


def test_constraints_keep_to_the_bounds() -> None:
    import tomllib

    project = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text())["project"]
    held = constraints()
    optional = project["optional-dependencies"]
    for line in (*project["dependencies"], *optional["postgresql"], *optional["test"]):
        wanted = Requirement(line)
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name != "pantau":
            assert name in held, name
            assert held[name] in wanted.specifier, line


def test_database_library_is_one_with_which_prefect_schedules() -> None:
    """SQLAlchemy 2.1 refuses the bulk insert by which Prefect 3.8 writes scheduled runs: nothing would ever poll."""
    assert constraints()["prefect"] >= Version("3.9.2") or constraints()["sqlalchemy"] < Version("2.1")


def test_example_receivers_load_when_their_addresses_are_set() -> None:
    names = re.findall(r"url_env: (\w+)", (DEPLOY / "receivers.yaml").read_text())
    found = load_receivers(DEPLOY / "receivers.yaml", env=dict.fromkeys(names, "json://127.0.0.1:1/"))
    assert [r.id for r in found] == ["piket", "piket-surel", "rina", "atasan", "operator"]
    assert any("operator" in r.tags for r in found), "somebody hears of trouble with the watch itself"


# -- the runbook


def runbook() -> str:
    return (DEPLOY / "README.md").read_text()


def test_runbook_names_every_file_and_every_automation() -> None:
    from uuid import uuid4

    from flows.automations import automations

    said = runbook()
    parts = [path.name for path in DEPLOY.iterdir() if not path.name.startswith(".") and path.name != "README.md"]
    assert [part for part in parts if part not in said and part != "systemd"] == []
    assert [a.name for a in automations(load_settings(), uuid4()) if a.name not in said] == []


def test_runbook_uses_commands_and_deployments_that_exist() -> None:
    import typer

    from flows.app.cli import app

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    named = set(re.findall(r"`pantau ([a-z][a-z-]+)", runbook()))
    assert named
    assert named <= set(commands)
    modules = set(re.findall(r"python -m ([a-z.]+)", runbook()))
    assert all(importlib.util.find_spec(name) for name in modules)


def test_runbook_says_what_every_red_state_means() -> None:
    from flows.app.health import RANK
    from flows.automations import BAD

    assert [state for state in {*BAD, *RANK} - {"Completed"} if state not in runbook()] == []


# -- other people's schemas, where their tools are at hand


def test_manifests_fit_the_schemas_of_kubernetes() -> None:
    tool = shutil.which("kubernetes-validate")
    if tool is None:
        pytest.skip("no kubernetes-validate on this machine: the manifests were not held against the schemas")
    files = [str(path) for path in sorted(KUBERNETES.glob("*.yaml")) if path.name != "kustomization.yaml"]
    said = subprocess.run([tool, "--strict", *files], capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, said.stdout + said.stderr


def test_compose_itself_reads_the_file(tmp_path: Path) -> None:
    tool = shutil.which("docker-compose")
    if tool is None:
        pytest.skip("no docker-compose on this machine: the file was not read by it")
    folder = tmp_path / "project" / "deploy"
    shutil.copytree(DEPLOY, folder)
    shutil.copyfile(DEPLOY / "example.env", folder / ".env")
    file = folder / "compose.yaml"
    file.write_text(file.read_text().replace("\nname: pantau\n", "\n"))  # its first generation knows no name
    said = subprocess.run([tool, "-f", str(file), "config"], capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "condition: service_healthy" in said.stdout


# -- backtests elsewhere


def test_backtests_stay_here_unless_a_cluster_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.task_runners import ThreadPoolTaskRunner

    from flows import backtest

    asked: list[dict[str, Any]] = []
    package = SimpleNamespace(DaskTaskRunner=lambda **told: asked.append(told))
    monkeypatch.delenv(backtest.CLUSTER, raising=False)
    assert isinstance(backtest.runner(), ThreadPoolTaskRunner)
    monkeypatch.setenv(backtest.CLUSTER, "tcp://scheduler:8786")
    monkeypatch.setattr(backtest, "find_spec", lambda name: None)
    assert isinstance(backtest.runner(), ThreadPoolTaskRunner), "a missing package is told and does not stop the watch"
    monkeypatch.setattr(backtest, "find_spec", lambda name: name)
    monkeypatch.setattr(backtest, "import_module", lambda name: package)
    with temporary_settings({PREFECT_API_URL: None}):
        assert isinstance(backtest.runner(), ThreadPoolTaskRunner), "each process would start a server of its own"
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        backtest.runner()
        monkeypatch.setenv(backtest.CLUSTER, "local")
        backtest.runner()
    assert asked[0] == {"address": "tcp://scheduler:8786"}
    assert asked[1]["cluster_kwargs"]["host"] == "127.0.0.1"
