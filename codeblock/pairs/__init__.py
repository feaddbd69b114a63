"""Stage 1: which instruction-response pairs are worth scoring. DS2 (Pang et al., ICLR 2025), each part replaceable.

    contamination, duplicates -> ratings -> transition -> curation -> rarity -> selection

Where the published program does otherwise than the publication says, this package follows the publication:
`select_pairs` names each place.
"""

from codeblock.pairs.contamination import find_contaminated, load_evaluation_texts
from codeblock.pairs.curation import curate_ratings
from codeblock.pairs.duplicates import find_duplicates
from codeblock.pairs.embedding import EMBEDDED_ENCODER, Embedder, embed_hidden_states, embed_tfidf, load_encoder
from codeblock.pairs.judging import judge_pairs, rate_by_ifd, rate_by_likelihood
from codeblock.pairs.named import RATERS, name_embedder, name_rater
from codeblock.pairs.neighbours import Neighbours, find_neighbours, measure_rarity
from codeblock.pairs.ratings import Rater, rate_heuristically
from codeblock.pairs.selection import PairConfig, select_pairs
from codeblock.pairs.transition import Transition, estimate_transition

__all__ = [
    "EMBEDDED_ENCODER",
    "RATERS",
    "Embedder",
    "Neighbours",
    "PairConfig",
    "Rater",
    "Transition",
    "curate_ratings",
    "embed_hidden_states",
    "embed_tfidf",
    "estimate_transition",
    "find_contaminated",
    "find_duplicates",
    "find_neighbours",
    "judge_pairs",
    "load_encoder",
    "load_evaluation_texts",
    "measure_rarity",
    "name_embedder",
    "name_rater",
    "rate_by_ifd",
    "rate_by_likelihood",
    "rate_heuristically",
    "select_pairs",
]
