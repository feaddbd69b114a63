"""The methods side by side: python benchmarks/experiment.py [--preset small|full] [--data FILE ...] [--out DIR]

Each method fine-tunes the same model on the same rows in the same order for the same number of optimiser steps; all but
`full` and `ds2` supervise as many tokens. Pairs of one exercise stay on one side of the split. The table has the
negative log-likelihood of held-out code and prose (nats a token, mean and spread over seeds), tokens supervised, time;
two more tables tell code apart by token class and by decile of its items' reach (see `codeblock.evaluation`).
`--passes FILE` adds pass@1 on problems (HumanEval's format and others). What a run has finished is kept, and taken up.

Without --data it reads ../shared/data, where that is there.
"""

import argparse
import gzip
import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from rich.console import Console

from codeblock import PRESETS, RunConfig, TrainingConfig, load_model, plots, run_pipeline
from codeblock.correctness import GenerationConfig, generate_answers, judge_answers, load_problems

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "data"
SAY = Console(stderr=True)


@dataclass(frozen=True)
class Size:
    """How much of an experiment is run."""

    methods: tuple[str, ...]
    seeds: tuple[int, ...]
    pool_tokens: int
    train_tokens: int
    heldout_tokens: int


SIZES = {
    "small": Size(("full", "random-tokens", "gce-tokens", "codeblock"), (0,), 200_000, 40_000, 12_000),
    "full": Size(
        ("full", "random-tokens", "gce-tokens", "token-cleaning", "codeblock", "codeblock-utility"),
        (0, 1, 2), 500_000, 100_000, 25_000,
    ),
}  # fmt: skip


def join_data(files: list[Path], place: Path) -> Path:
    """All records in one file, each with the exercise that it is about, whatever its language."""
    joined = place / "records.jsonl"
    if joined.is_file():
        return joined
    place.mkdir(parents=True, exist_ok=True)
    lines = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as rows:
            for line in rows:
                record = json.loads(line)
                record["exercise"] = str(record.get("id", "")).rpartition("/")[2] or record["instruction"][:80]
                lines.append(json.dumps(record))
    joined.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return joined


def configure(size: Size, data: Path, seed: int) -> RunConfig:
    """The run of one seed."""
    return replace(
        PRESETS["demo"], methods=size.methods, data=str(data), group="exercise", pool_tokens=size.pool_tokens,
        heldout_tokens=size.heldout_tokens, training=TrainingConfig(total_tokens=size.train_tokens, seed=seed),
    )  # fmt: skip


def measure_pass(model: Path, problems: Path, place: Path) -> float:
    """pass@1, the likeliest answer; kept beside the run."""
    if not place.is_file():
        asked, loaded = load_problems(problems), load_model(str(model))
        answers = generate_answers(asked, loaded.model, loaded.tokenizer, GenerationConfig(), show=True)
        place.write_text(json.dumps(judge_answers(asked, answers, show=True).rates[1]), encoding="utf-8")
    return float(json.loads(place.read_text(encoding="utf-8")))


def spread(values: list[float]) -> str:
    """Mean, and the standard deviation where there are several."""
    more = f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else ""
    return f"{statistics.fmean(values):.4f}{more}"


def write_table(runs: list[dict[str, Any]], passes: dict[str, list[float]], size: Size) -> str:
    """The outcome in Markdown: a row for the model as it was, and one for each method."""
    names = ["method", "code NLL", "prose NLL", "supervised tokens", "of the trained rows' tokens", "steps", "seconds"]
    names += ["pass@1"] if passes else []
    before = runs[0]["before"]
    rows = [["(before)", f"{before['code']:.4f}", f"{before['prose']:.4f}", "", "", "", ""]]
    rows[0] += [spread(passes["before"])] if passes else []
    for method in size.methods:
        found = [run["methods"][method] for run in runs]
        rows.append([
            method, spread([one["after"]["code"] for one in found]), spread([one["after"]["prose"] for one in found]),
            f"{statistics.fmean(one['supervised'] for one in found):,.0f}",
            f"{100 * statistics.fmean(one['supervised'] / one['tokens'] for one in found):.1f}%",
            str(found[0]["steps"]), f"{statistics.fmean(one['seconds'] for one in found):,.0f}",
            *([spread(passes[method])] if passes else []),
        ])  # fmt: skip
    return write_markdown(names, rows)


def write_markdown(names: list[str], rows: list[list[str]]) -> str:
    """A table, its first column to the left."""
    lines = ["| " + " | ".join(row) + " |" for row in [names, ["---"] + ["---:"] * (len(names) - 1), *rows]]
    return "\n".join(lines) + "\n"


def write_parts(runs: list[dict[str, Any]], size: Size) -> str:
    """Code by token class and by decile of its items' reach: the model as it was, and each method; seeds' mean."""

    def tell(pick: Callable[[dict[str, Any]], dict[str, Any]]) -> list[str]:
        before = [pick(run["before"])["nll"] for run in runs]
        after = [[pick(run["methods"][method]["after"])["nll"] for run in runs] for method in size.methods]
        return [spread(values) if None not in values else "" for values in (before, *after)]

    first = runs[0]["before"]
    classes = [
        [name, f"{one['tokens']:,}", *tell(lambda found, name=name: found["classes"][name])]
        for name, one in first["classes"].items()
        if one["tokens"]
    ]
    deciles = [
        [
            f"{number + 1}: {one['lowest']:.2f} to {one['highest']:.2f}", f"{one['items']:,}", f"{one['tokens']:,}",
            *tell(lambda found, number=number: found["reach"][number]),
        ]
        for number, one in enumerate(first["reach"])
        if one["items"]
    ]  # fmt: skip
    names = ["(before)", *size.methods]
    by_class = write_markdown(["code NLL of class", "tokens", *names], classes)
    return by_class + "\n" + write_markdown(["code NLL of decile: reach", "items", "tokens", *names], deciles)


def draw_classes(runs: list[dict[str, Any]], size: Size) -> Any:
    """How far each method brings the NLL of each class of code tokens down; a row a class, a mark a method."""
    from matplotlib import pyplot

    names = [name for name, one in runs[0]["before"]["classes"].items() if one["tokens"]]
    figure, axes = pyplot.subplots(figsize=(7, 0.6 + 0.5 * len(names)), layout="constrained")
    for number, (method, mark) in enumerate(zip(size.methods, cycle("osD^vP*X"), strict=False)):
        gains = [
            statistics.fmean(
                run["before"]["classes"][name]["nll"] - run["methods"][method]["after"]["classes"][name]["nll"]
                for run in runs
            )
            for name in names
        ]
        places = [row + 0.12 * (number - (len(size.methods) - 1) / 2) for row in range(len(names))]
        axes.plot(gains, places, mark, label=method)
    axes.axvline(0, color="#555555", linewidth=1)
    axes.set_yticks(range(len(names)), [f"{name} ({runs[0]['before']['classes'][name]['tokens']:,})" for name in names])
    axes.invert_yaxis()
    axes.set_xlabel("NLL before training minus NLL after, nats a token")
    axes.grid(axis="x", alpha=0.3)
    axes.legend(frameon=False)
    return figure


def main() -> None:
    """Run what is missing, print and write the tables, draw the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=SIZES, default="small")
    parser.add_argument("--data", type=Path, nargs="+", default=sorted(SHARED.glob("*_pairs.jsonl.gz")))
    parser.add_argument("--out", type=Path, default=Path("build/experiment"))
    parser.add_argument("--passes", type=Path, help="problems for pass@1")
    given = parser.parse_args()
    if not given.data:
        parser.error("no data: give --data FILE ..., JSON lines with `instruction` and `response`")
    size, place = SIZES[given.preset], given.out / given.preset
    data = join_data(given.data, place)
    runs, passes = [], {}
    for seed in size.seeds:
        folder = place / f"seed-{seed}"
        say = partial(SAY.print, markup=False, highlight=False)
        runs.append(run_pipeline(configure(size, data, seed), folder, resume=True, show=True, say=say))
        for method in size.methods if given.passes else ():
            found = measure_pass(folder / f"model-{method}", given.passes, folder / f"passes-{method}.json")
            passes.setdefault(method, []).append(found)
    if given.passes:
        passes["before"] = [measure_pass(Path(runs[0]["model"]), given.passes, place / "passes-before.json")]
    table = write_table(runs, passes, size) + "\n" + write_parts(runs, size)
    (place / "RESULTS.md").write_text(table, encoding="utf-8")
    plots.plot_methods(*runs).savefig(place / "methods.png", dpi=120)
    draw_classes(runs, size).savefig(place / "classes.png", dpi=120)
    print(table)


if __name__ == "__main__":
    main()
