"""Icons of the sprite as markup."""

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=512)  # icons with labels that a trace may name are not kept for good
def icon(name: str, label: str | None = None) -> Markup:
    """An icon beside its word is decoration; one that stands alone needs a label. A page draws hundreds."""
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="#icon-{}"></use></svg>').format(said, name)
