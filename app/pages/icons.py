"""Icons of the sprite as markup."""

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=512)  # icons with labels that a trace may name are not kept for good
def icon(name: str, label: str | None = None) -> Markup:
    """An icon beside its word is decoration; one that stands alone needs a label. A page draws hundreds."""
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="#icon-{}"></use></svg>').format(said, name)


@lru_cache(maxsize=32)
def kind_label(kind: str) -> Markup:
    """A step's kind, one of the twelve: icon and word, in the kind's colour."""
    return Markup('<span class="kind kind--{0} kind-label">{1}{0}</span>').format(kind, icon(kind))
