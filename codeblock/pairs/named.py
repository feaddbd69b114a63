"""Raters and embedders by name, as the command line and a run's settings give them."""

from collections.abc import Callable

from codeblock.errors import ConfigError
from codeblock.models import LanguageModel
from codeblock.pairs.embedding import EMBEDDED_ENCODER, Embedder, embed_hidden_states, embed_tfidf, load_encoder
from codeblock.pairs.judging import judge_pairs, rate_by_ifd, rate_by_likelihood
from codeblock.pairs.ratings import Rater

__all__ = ["RATERS", "name_embedder", "name_rater"]

RATERS = ("given", "likelihood", "ifd", "judge")
"""`given` takes the source's ratings, or where it has none the signs of a good answer; the others ask a model."""


def name_rater(name: str, load: Callable[[], LanguageModel], *, show: bool = False) -> Rater | None:
    """The rater of that name, None for `given`; `load` gives the model where one is needed.

    >>> name_rater("given", load=lambda: None) is None
    True
    """
    if name not in RATERS:
        raise ConfigError("rater", f"unknown value {name!r}", f"give one of {', '.join(RATERS)}")
    if name == "given":
        return None
    if name == "judge":
        return judge_pairs(load(), show=show)
    return (rate_by_ifd if name == "ifd" else rate_by_likelihood)(load(), show=show)


def name_embedder(name: str, load: Callable[[], LanguageModel], *, show: bool = False) -> Embedder:
    """The embedder of that name: `tfidf`, `hidden` (the model's own states), or a sentence encoder's name or directory.

    >>> name_embedder("tfidf", load=lambda: None) is embed_tfidf
    True
    """
    if name == "tfidf":
        return embed_tfidf
    if name == "hidden":
        judge = load()
        return embed_hidden_states(judge.model, judge.tokenizer, show=show)
    return load_encoder(EMBEDDED_ENCODER if name == "minilm" else name, show=show)
