"""What a model answers, and what becomes of the answers."""

import pytest

from codeblock.correctness import GenerationConfig, Problem, generate_answers, judge_answers
from codeblock.correctness.generation import _cut_answer
from codeblock.errors import CodeblockError, ConfigError, DataError, SandboxError
from codeblock.models import LanguageModel
from codeblock.sandbox import require_sandbox

ADD = Problem("add", "python", "def add(a, b):\n", "assert add(1, 2) == 3", "    return a + b\n",
              program="def add(a, b):\n", apart=True, stops=("\ndef ", "\nprint("), instruction="Write.")  # fmt: skip
NEGATE = Problem("negate", "python", "Write it.", "assert negate(1) == -1", "def negate(a): return -a\n",
                 completes=False, apart=True, instruction="Write negate.")  # fmt: skip


def test_answers_in_the_order_of_the_problems(tiny: LanguageModel) -> None:
    config = GenerationConfig(max_new_tokens=4)
    together = generate_answers([ADD, ADD], tiny.model, tiny.tokenizer, config)
    assert [len(row) for row in together] == [1, 1]
    assert together[0] == together[1] == generate_answers([ADD], tiny.model, tiny.tokenizer, config)[0]


def test_samples_differ_and_come_again_with_the_seed(tiny: LanguageModel) -> None:
    config = GenerationConfig(samples=3, temperature=1.0, max_new_tokens=8, style="chat")
    first = generate_answers([ADD, NEGATE], tiny.model, tiny.tokenizer, config)
    assert first == generate_answers([ADD, NEGATE], tiny.model, tiny.tokenizer, config)
    assert len(set(first[1])) == 3


def test_an_answer_ends_before_its_stop() -> None:
    assert _cut_answer(ADD, "\n    return 1\nprint(2)\ndef g", GenerationConfig()) == "\n    return 1"
    brace = Problem("x", "go", "", "", "", stops=("\n}",), closes="\n}\n")
    assert _cut_answer(brace, "\n  return 1\n}\n\nfunc", GenerationConfig()) == "\n  return 1\n}\n"


def test_a_reply_gives_its_first_code_block() -> None:
    reply = "Sure:\n```python\ndef add(a, b): return a + b\n```\nand\n```\nno\n```\n"
    assert _cut_answer(NEGATE, reply, GenerationConfig(style="chat")) == "def add(a, b): return a + b\n"
    assert _cut_answer(NEGATE, "def negate(a): 1", GenerationConfig(style="chat")) == "def negate(a): 1"


@pytest.mark.parametrize(
    ("problem", "style", "reason"),
    [
        (NEGATE, "complete", "no program to complete"),
        (Problem("x", "python", "def", "", ""), "chat", "no instruction"),
        (Problem("x", "go", "func", "", "", instruction="Write."), "chat", "must begin with the prompt"),
    ],
)
def test_problems_that_a_style_cannot_ask(tiny: LanguageModel, problem: Problem, style: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        generate_answers([problem], tiny.model, tiny.tokenizer, GenerationConfig(style=style))


@pytest.mark.parametrize("wrong", [{"samples": 0}, {"samples": 2}, {"temperature": -1.0}, {"top_p": 0.0}])
def test_settings_out_of_range(wrong: dict[str, float]) -> None:
    with pytest.raises(ConfigError):
        GenerationConfig(**wrong)


def test_judged_answers() -> None:
    try:
        require_sandbox()
    except SandboxError as refusal:
        pytest.skip(str(refusal))
    answers = [["    return a + b\n", "    return 1\n"], [NEGATE.reference, NEGATE.reference]]
    found = judge_answers([ADD, NEGATE], answers, (1, 2))
    assert found.rates == {1: 0.75, 2: 1.0}
    assert found.rows["passed"] == [True, False, True, True]
    assert found.rows["reason"][1] == "AssertionError"
    with pytest.raises(CodeblockError, match="at least k answers"):
        judge_answers([ADD, NEGATE], answers, (3,))
