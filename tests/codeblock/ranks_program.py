"""What test_ranks.py has each of two processes do: train plainly, by weights, and in shards from the command line."""

import os
import sys
from pathlib import Path

import datasets
from accelerate.state import AcceleratorState

from codeblock import TrainingConfig, load_model, train_model
from codeblock.cli import main

# What `accelerate config` writes down and `accelerate launch` hands on in the environment.
FSDP = {
    "ACCELERATE_USE_FSDP": "true",
    "FSDP_VERSION": "2",
    "FSDP_AUTO_WRAP_POLICY": "TRANSFORMER_BASED_WRAP",
    "FSDP_TRANSFORMER_CLS_TO_WRAP": "LlamaDecoderLayer",
}

if __name__ == "__main__":
    base, place = sys.argv[1], Path(sys.argv[2])
    config = TrainingConfig(batch_rows=2, accumulate=1, learning_rate=1e-3)
    for name in ("plain", "weighted"):
        rows = datasets.load_from_disk(str(place / name))
        train_model(rows, load_model(base), place / f"{name}-ranks", config)
    AcceleratorState._reset_state()
    os.environ.update(FSDP)
    sys.argv = ["codeblock", "train", str(place / "plain"), str(place / "fsdp-ranks"), "--model", base]
    sys.argv += ["--dtype", "float32", "--batch-rows", "2", "--accumulate", "1", "--learning-rate", "1e-3"]
    main()
