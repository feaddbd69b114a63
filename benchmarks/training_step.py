"""What a training step costs: python -m benchmarks.training_step [--tokens N] [--shares 0.02 0.2 0.6] [--out FILE]

One forward and backward pass by three ways to the same loss, for two vocabularies and three shares of supervised
tokens: `ours` (states of supervised positions alone meet the head: `SupervisedCollator` and transformers' own loss),
`stock` (transformers' own loss over all positions) and `trl` (SFTTrainer's fused head). Models are of random weights in
float32, products in bfloat16: the shape of SmolLM2-135M, 49,152 words, and four layers in the shape of
Qwen2.5-Coder-1.5B, 151,936 words. Each measurement has a process of its own; seconds are of the processor, which a
shared machine changes less than those of the clock; memory is the step's peak, gradients included, beyond what the
process held before it. Linux only.
"""

import argparse
import importlib
import multiprocessing
import os
import platform
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
import torch
import transformers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel, Qwen2Config, Qwen2ForCausalLM
from trl import SFTConfig, SFTTrainer

from benchmarks.experiment import write_markdown
from codeblock import SupervisedCollator, load_tokenizer
from codeblock.labels import IGNORED

ROW = 512
FUSED = {"liger-kernel": "liger_kernel.transformers", "cut-cross-entropy": "cut_cross_entropy"}


def build_small() -> PreTrainedModel:
    """SmolLM2-135M's shape."""
    return LlamaForCausalLM(LlamaConfig(
        vocab_size=49_152, hidden_size=576, intermediate_size=1_536, num_hidden_layers=30, num_attention_heads=9,
        num_key_value_heads=3, tie_word_embeddings=True,
    ))  # fmt: skip


def build_wide() -> PreTrainedModel:
    """Four of the 28 layers of Qwen2.5-Coder-1.5B, and its vocabulary."""
    return Qwen2ForCausalLM(Qwen2Config(
        vocab_size=151_936, hidden_size=1_536, intermediate_size=8_960, num_hidden_layers=4, num_attention_heads=12,
        num_key_value_heads=2, tie_word_embeddings=True,
    ))  # fmt: skip


MODELS: dict[str, Callable[[], PreTrainedModel]] = {"49K": build_small, "152K": build_wide}


def make_rows(tokens: int, share: float, words: int) -> list[dict[str, list[int]]]:
    """Random rows of one length, a random `share` of their tokens supervised."""
    draw = torch.Generator().manual_seed(0)
    ids = torch.randint(5, words, (tokens // ROW, ROW), generator=draw)
    labels = torch.where(torch.rand(ids.shape, generator=draw) < share, ids, IGNORED)
    return [{"input_ids": i, "labels": k} for i, k in zip(ids.tolist(), labels.tolist(), strict=True)]


def prepare(way: str, model: PreTrainedModel, rows: list[dict[str, list[int]]]) -> Callable[[], torch.Tensor]:
    """The loss, ready to be computed."""
    gathered = SupervisedCollator(0)(rows)
    stock = {name: gathered[name] for name in ("input_ids", "attention_mask", "labels")}
    if way == "ours":
        return lambda: model(**gathered).loss
    if way == "stock":
        return lambda: model(**stock).loss
    arguments = SFTConfig(
        output_dir=tempfile.mkdtemp(), use_cpu=True, bf16=False, report_to=[], max_length=None,
        gradient_checkpointing=False,
    )  # fmt: skip
    data = datasets.Dataset.from_list(rows)
    trainer = SFTTrainer(model=model, args=arguments, train_dataset=data, processing_class=load_tokenizer())
    return lambda: trainer.compute_loss(model, dict(stock))


def read_status(name: str) -> float:
    """A line of the process's status, in gigabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1]) / 2**20


def measure(way: str, words: str, share: float, tokens: int, answer: Any) -> None:
    """One step, in this process: loss, seconds, gigabytes."""
    warnings.simplefilter("ignore")
    transformers.logging.set_verbosity_error()
    torch.manual_seed(0)
    model = MODELS[words]().train()
    loss = prepare(way, model, make_rows(tokens, share, model.config.vocab_size))
    model.zero_grad()
    held = read_status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    start, clock = time.process_time(), time.perf_counter()
    with torch.autocast("cpu", torch.bfloat16):
        found = loss()
    found.backward()
    seconds, wall = time.process_time() - start, time.perf_counter() - clock
    answer.put((float(found), seconds, wall, read_status("VmHWM") - held))


def run_apart(*arguments: Any) -> tuple[float, float, float, float]:
    """`measure` in a process that has imported everything and computed nothing."""
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=measure, args=(*arguments, answer))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{arguments}: the process ended with {process.exitcode}")
    return answer.get()


def tell_fused() -> str:
    """Why the fused losses are not in the table, as their own import says."""
    said = []
    for name, module in FUSED.items():
        try:
            importlib.import_module(module)
            said.append(f"`{name}`: imports, but its kernels run on GPUs only")
        except ImportError as error:
            said.append(f"`{name}`: not run ({error})")
    return "; ".join(said)


def main() -> None:
    """Measure, print and perhaps write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, default=2_048)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.02, 0.2, 0.6])
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows = []
    for words in MODELS:
        for share in given.shares:
            found = {way: run_apart(way, words, share, given.tokens) for way in ("ours", "stock", "trl")}
            losses = [loss for loss, *_ in found.values()]
            if max(losses) - min(losses) > 0.02 * max(losses):
                raise SystemExit(f"the ways do not agree on the loss: {losses}")
            rows.append([words, f"{100 * share:g}%"])
            rows[-1] += [f"{seconds:.1f}" for _, seconds, _, _ in found.values()]
            rows[-1] += [f"{memory:.2f}" for *_, memory in found.values()]
            print(rows[-1], flush=True)
    names = ["vocabulary", "supervised", "ours: s", "stock: s", "trl: s", "ours: GB", "stock: GB", "trl: GB"]
    load = os.getloadavg()[1]
    note = f"{given.tokens:,} tokens a step; seconds of the processor, {torch.get_num_threads()} threads; torch "
    note += (
        f"{torch.__version__}, transformers {transformers.__version__}, {platform.machine()}; load average {load:.1f}. "
    )
    note += f"{tell_fused()}."
    table = write_markdown(names, rows) + "\n" + note + "\n"
    print(table)
    if given.out:
        given.out.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
