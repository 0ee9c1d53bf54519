"""Words in class names and ids that tell what an element is, whoever the publisher."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.article import SegmentKind
from extractors.plain import words

_SPLIT = re.compile(r"[^a-z0-9]+")
# WordPress writes what an article is about into the class of its box: that is no list of tags.
_POST_TERMS = re.compile(r"(?<!\S)(?:tag|category|topik|topic|cat|format|author|penulis)-\S+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_WORDS: dict[SegmentKind, frozenset[str]] = {
    SegmentKind.RELATED: words(
        "related terkait bacajuga lihatjg linksisip readmore rekomendasi recommendation recommended recommend "
        "recirculation "
        "popular populer terpopuler trending mostread mostpopular jnews yarpp crp taboola outbrain mgid recreativ "
        "simak lainnya berikutnya artikellain beritalain picked pilihan terkini"
    ),
    SegmentKind.PROMO: words(
        "ad ads adv advert advertisement advertising adsense adsbygoogle adslot adbox iklan banner billboard "
        "parallax paradetail "
        "parallaxindetail gpt dfp sponsor sponsored newsletter subscribe subscription promo promoted social share "
        "sharing "
        "sharethis addthis sosmed follow googlenews whatsapp telegram breadcrumb breadcrumbs tag tags newstag topik "
        "topics keywords paywall survey polling quiz noncontent donation premium scrollpage toc daftarisi"
    ),
    SegmentKind.CAPTION: words("caption captions credit photocaption imgcaption kredit keterangan descfoto fotografer"),
    SegmentKind.COMMENT: words("comment comments komentar disqus respond sharedaddy"),
    SegmentKind.PAGER: words("pagination paging pager paginate halaman pagenav nextprev"),
    SegmentKind.BYLINE: words(
        "byline author authors penulis reporter redaktur jurnalis journalist inisial copyright publishdate postmeta"
    ),
}
# Names that only mean something together.
_PHRASES: tuple[tuple[re.Pattern[str], SegmentKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(?:pic|foto|photo|image|img|gambar)[-_]?(?:artikel[-_]?sisip|caption|desc|credit|source)|desc[-_]foto"
        r"|wp-caption-text",
         SegmentKind.CAPTION),
        (r"^baca$|link[-_]?sisip|^sisip|[-_]sisip|lihat[-_]?j(?:u)?ga?|baca[-_]?(?:juga|lagi)|inner-link"
        r"|next-article|other-article|more-stor"
         r"|jp-relatedposts|article-read|read-also|also-read|see-also|td_block_related|post-navigation|widget-other",
         SegmentKind.RELATED),
        (r"div-gpt|google_ads|^bn_|ads?[-_]placeholder|ads-on-body|ten-second|summary-article|ringkasan|follow-cta"
        r"|article-tag"
         r"|post-tag|detail_tag|body-tag|entry-tags|tag-list|footnote|twitter-tweet|instagram-media|tiktok-embed"
         r"|fb-post",
         SegmentKind.PROMO),
        (r"^editors?$|editor-name|nama-editor|info-author|author-box|post-author|entry-meta|post-meta"
        r"|article-meta", SegmentKind.BYLINE),
    )
)  # fmt: skip


@lru_cache(maxsize=8192)
def kind_of_name(classes: str, identity: str, role: str = "") -> SegmentKind | None:
    """The kind that class, id or data attribute names; None when they name none."""
    whole = " ".join(filter(None, (classes, identity, role)))
    if not whole or len(whole) > 600:
        return None
    if "hentry" in whole or "type-post" in whole:
        whole = _POST_TERMS.sub("", whole)
    low = whole.lower()
    for pattern, kind in _PHRASES:
        if any(pattern.search(name) for name in low.split()):
            return kind
    words = set(_SPLIT.split(_CAMEL.sub(" ", whole).lower()))
    for kind, names in _WORDS.items():
        if words & names:
            return kind
    return None
