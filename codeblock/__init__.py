"""CodeBlock: selective supervision of code, item by item (arXiv 2606.18286); a thin layer on `codestruct`.

    load_pool -> select_pairs -> score_responses -> select_supervision -> build_labels -> train_model -> measure_nll

Each stage takes and gives plain `datasets.Dataset` columns, so that each can be replaced, cached or run elsewhere;
`run_pipeline` runs them all. Where the paper's public text is silent, formulas are this project's own and say so.
"""

import codeblock.requirements  # noqa: F401  # isort: skip  (first: it says what is not installed)

from codeblock.data import Part, Pool, Rejection, Segment, cut_markdown, load_pool, split_pool
from codeblock.errors import ChatError, CodeblockError, ColumnError, ConfigError, DataError, ModelError, OutputExists
from codeblock.evaluation import HeldoutNll, MeanNll, ReachDecile, measure_nll
from codeblock.explanation import ItemTerms, explain
from codeblock.exports import export_train_detail
from codeblock.granularity import assign_units
from codeblock.labels import build_labels
from codeblock.loss import SupervisedCollator
from codeblock.methods import METHODS, Method, select_by_method
from codeblock.mining import mine_pairs
from codeblock.models import EMBEDDED_MODEL, LanguageModel, load_model, load_tokenizer, probe_dtype
from codeblock.optimisation import TrainingConfig
from codeblock.pairs import (
    EMBEDDED_ENCODER,
    PairConfig,
    Transition,
    curate_ratings,
    embed_hidden_states,
    embed_tfidf,
    estimate_transition,
    find_contaminated,
    find_duplicates,
    find_neighbours,
    judge_pairs,
    load_encoder,
    load_evaluation_texts,
    measure_rarity,
    rate_by_ifd,
    rate_by_likelihood,
    rate_heuristically,
    select_pairs,
)
from codeblock.pipeline import PRESETS, RunConfig, run_pipeline
from codeblock.references import ReferenceConfig, add_reference, score_reference
from codeblock.report import write_report
from codeblock.scoring import Ranks, ScoringConfig, ShardsMissing, score_in_shards, score_responses, score_tokens
from codeblock.selection import Ranking, SelectionConfig, choose_items, choose_words, gce, rank_items
from codeblock.structure import Structure, find_structure
from codeblock.supervision import select_supervision
from codeblock.training import TrainingResult, train_model

__all__ = [
    "EMBEDDED_ENCODER",
    "EMBEDDED_MODEL",
    "METHODS",
    "PRESETS",
    "ChatError",
    "CodeblockError",
    "ColumnError",
    "ConfigError",
    "DataError",
    "HeldoutNll",
    "ItemTerms",
    "LanguageModel",
    "MeanNll",
    "Method",
    "ModelError",
    "OutputExists",
    "PairConfig",
    "Part",
    "Pool",
    "Ranking",
    "Ranks",
    "ReachDecile",
    "ReferenceConfig",
    "Rejection",
    "RunConfig",
    "ScoringConfig",
    "Segment",
    "SelectionConfig",
    "ShardsMissing",
    "Structure",
    "SupervisedCollator",
    "TrainingConfig",
    "TrainingResult",
    "Transition",
    "add_reference",
    "assign_units",
    "build_labels",
    "choose_items",
    "choose_words",
    "curate_ratings",
    "cut_markdown",
    "embed_hidden_states",
    "embed_tfidf",
    "estimate_transition",
    "explain",
    "export_train_detail",
    "find_contaminated",
    "find_duplicates",
    "find_neighbours",
    "find_structure",
    "gce",
    "judge_pairs",
    "load_encoder",
    "load_evaluation_texts",
    "load_model",
    "load_pool",
    "load_tokenizer",
    "measure_nll",
    "measure_rarity",
    "mine_pairs",
    "probe_dtype",
    "rank_items",
    "rate_by_ifd",
    "rate_by_likelihood",
    "rate_heuristically",
    "run_pipeline",
    "score_in_shards",
    "score_reference",
    "score_responses",
    "score_tokens",
    "select_by_method",
    "select_pairs",
    "select_supervision",
    "split_pool",
    "train_model",
    "write_report",
]
