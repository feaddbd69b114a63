"""What CodeBlock's settings do: python -m benchmarks.levers RUN [--levers NAME ...] [--train-tokens N]

RUN is a seed's directory of the experiment (benchmarks/experiment.py). Each lever changes one thing in the selection,
from the scores that the run has kept; then the same model is trained on the same rows for the same number of steps, and
measured on the same held-out records. What is finished is kept under RUN/levers, and taken up.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import torch

from benchmarks.experiment import write_markdown
from codeblock import (
    Part,
    ScoringConfig,
    SelectionConfig,
    TrainingConfig,
    build_labels,
    load_model,
    measure_nll,
    select_by_method,
    train_model,
)


@dataclass(frozen=True)
class Lever:
    """A method, and what is changed in the settings of the selection; `blanks`: see `add_blanks`."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    method: str = "codeblock"
    blanks: bool = False


LEVERS = {
    "full": Lever(method="full"),
    "random-tokens": Lever(method="random-tokens"),
    "random-items": Lever(method="random-items"),
    "gce-tokens": Lever(method="gce-tokens"),
    "codeblock": Lever(),
    "line breaks and indentation, code 25%": Lever({"code_budget": 0.25}, blanks=True),
    "line breaks and indentation": Lever(blanks=True),
    "end and fences": Lever({"supervise_end": True, "supervise_fences": True}),
    "q 0": Lever({"q": 0.0}),
    "q 1": Lever({"q": 1.0}),
    "no gate": Lever({"gate": False}),
    "gate at 0.2": Lever({"t": 0.2}),
    "no structure": Lever({"w": 0.0}),
    "structure times 4": Lever({"w": 4.0}),
    "blocks": Lever({"granularity": "block"}),
    "functions": Lever({"granularity": "function"}),
    "spine": Lever({"closure": "spine"}),
    "code 60%": Lever({"code_budget": 0.6}),
    "code 100%": Lever({"code_budget": 1.0}),
    "prose 40%": Lever({"prose_budget": 0.4}),
    "prose 100%": Lever({"prose_budget": 1.0}),
    "code and prose 100%": Lever({"code_budget": 1.0, "prose_budget": 1.0}),
    "all of these and marks": Lever(
        {"code_budget": 1.0, "prose_budget": 1.0, "supervise_end": True, "supervise_fences": True}
    ),
}


def add_blanks(rows: datasets.Dataset) -> datasets.Dataset:
    """The blank space before a supervised code token is supervised too: it belongs to no item, and so never is."""
    supervised = []
    for row in rows:
        wanted = np.array(row["supervised"])
        spans = zip(row["token_start"], row["token_end"], strict=True)
        blank = np.array([not row["text"][start:end].strip() for start, end in spans])
        blank &= np.array(row["token_part"]) == Part.CODE
        for at in range(len(wanted) - 2, -1, -1):
            wanted[at] |= blank[at] & wanted[at + 1]
        supervised.append(wanted.tolist())
    return rows.remove_columns("supervised").add_column("supervised", supervised)


def pull(lever: Lever, run: Path, settings: dict[str, Any], train_tokens: int | None) -> dict[str, Any]:
    """Select, label, train and evaluate; the facts of all of it."""
    selection = replace(SelectionConfig(**settings["selection"]), **lever.changes)
    training = TrainingConfig(**settings["training"])
    training = replace(training, total_tokens=train_tokens or training.total_tokens)
    dtype = getattr(torch, json.loads((run / "results.json").read_text())["dtype"])
    scores = datasets.load_from_disk(str(run / "scores"))
    rows, _ = select_by_method(scores, lever.method, selection, seed=training.seed)
    labels, _ = build_labels(add_blanks(rows) if lever.blanks else rows)
    same = set(datasets.load_from_disk(str(run / "labels-codeblock"))["id"])
    labels = labels.select([row for row, name in enumerate(labels["id"]) if name in same])
    heldout, scoring = datasets.load_from_disk(str(run / "heldout")), ScoringConfig(**settings["scoring"])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "model"
        model = load_model(settings["model"])
        trained = train_model(labels, model, place, training, bf16=dtype == torch.bfloat16, show=True)
        model = load_model(str(place), dtype=dtype)
        after = measure_nll(heldout, model.model, model.tokenizer, scoring, show=True)
    return {**asdict(trained), "after": after.as_dict()}


def write_table(found: dict[str, dict[str, Any]], before: dict[str, Any]) -> str:
    """A row for each lever, with the means of some classes of code tokens."""
    classes = ("keyword", "identifier", "literal", "punctuation", "other")
    rows = [["(before)", "", *(f"{before[kind]:.4f}" for kind in ("code", "prose"))]]
    rows[0] += [f"{before['classes'][kind]['nll']:.4f}" for kind in classes]
    for name, one in found.items():
        after = one["after"]
        rows.append([name, f"{one['supervised']:,}", f"{after['code']:.4f}", f"{after['prose']:.4f}"])
        rows[-1] += [f"{after['classes'][kind]['nll']:.4f}" for kind in classes]
    return write_markdown(["lever", "supervised tokens", "code NLL", "prose NLL", *classes], rows)


def main() -> None:
    """Pull what has not been pulled, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--levers", nargs="+", choices=LEVERS, default=list(LEVERS), metavar="NAME")
    parser.add_argument("--train-tokens", type=int, help="train on so many tokens instead of the run's own number")
    given = parser.parse_args()
    settings = json.loads((given.run / "codeblock.json").read_text())["run"]
    place = given.run / f"levers-{given.train_tokens or settings['training']['total_tokens']}"
    place.mkdir(exist_ok=True)
    results = json.loads((given.run / "results.json").read_text())
    found = {}
    for name in given.levers:
        kept, lever = place / f"{name}.json", LEVERS[name]
        if given.train_tokens is None and not lever.changes and lever.method in results["methods"]:
            kept.write_text(json.dumps(results["methods"][lever.method]), encoding="utf-8")  # the run has done it
        if not kept.is_file():
            print(name, flush=True)
            kept.write_text(json.dumps(pull(lever, given.run, settings, given.train_tokens)), encoding="utf-8")
        found[name] = json.loads(kept.read_text(encoding="utf-8"))
        table = write_table(found, results["before"])
        (place / "LEVERS.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
