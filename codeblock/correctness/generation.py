"""What a model answers to problems: completions of their prompts, or programs that it writes when asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from codeblock.correctness.problems import Problem
from codeblock.data import Part, cut_markdown
from codeblock.errors import ConfigError, DataError
from codeblock.progress import new_progress
from codeblock.settings import suggest_fields

__all__ = ["GenerationConfig", "generate_answers"]


@suggest_fields
@dataclass(frozen=True, slots=True)
class GenerationConfig:
    """How answers are drawn. `temperature` 0 takes the likeliest token each time, and allows one sample only.

    `style` "complete" hands the model the beginning of the program; "chat" asks in the words of the problem, through
    the chat template, and takes the first code block of the reply.
    """

    samples: int = 1
    temperature: float = 0.0
    top_p: float = 1.0
    max_new_tokens: int = 384
    batch: int = 8
    style: Literal["complete", "chat"] = "complete"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.samples < 1 or self.batch < 1 or self.max_new_tokens < 1:
            raise ConfigError("generation", "samples, batch and max_new_tokens must be at least 1", "raise them")
        if self.temperature == 0 and self.samples > 1:
            raise ConfigError("generation", "samples at temperature 0 are all the same", "raise the temperature")
        if self.temperature < 0 or not 0 < self.top_p <= 1:
            raise ConfigError("generation", "temperature is below 0 or top_p outside (0, 1]", "choose others")


def generate_answers(
    problems: Sequence[Problem],
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    config: GenerationConfig | None = None,
    *,
    show: bool = False,
) -> list[list[str]]:
    """`config.samples` answers to each problem, in the order of the problems.

    Prompts are handed over without blank space at their end: a model that was trained on text never saw a token
    boundary there. Problems that only have an instruction need the style "chat" (DataError).
    """
    config = config or GenerationConfig()
    prompts = [_write_prompt(problem, tokenizer, config) for problem in problems]
    order = sorted(range(len(prompts)), key=lambda i: (problems[i].stops, len(prompts[i])))
    answers: list[list[str]] = [[] for _ in problems]
    torch.manual_seed(config.seed)
    with new_progress(show=show) as progress:
        task = progress.add_task("answering", total=len(order) * config.samples, unit="answers")
        at = 0
        while at < len(order):
            stops = problems[order[at]].stops
            rows = [i for i in order[at : at + config.batch] if problems[i].stops == stops]
            at += len(rows)
            for _ in range(config.samples):
                texts = _generate([prompts[i] for i in rows], stops, model, tokenizer, config)
                for i, text in zip(rows, texts, strict=True):
                    answers[i].append(_cut_answer(problems[i], text, config))
                progress.advance(task, len(rows))
    return answers


def _write_prompt(problem: Problem, tokenizer: PreTrainedTokenizerBase, config: GenerationConfig) -> str:
    if config.style == "complete":
        if not problem.completes:
            raise DataError(problem.task, "is an instruction, with no program to complete", 'use style "chat"')
        return problem.prompt.rstrip()
    if not problem.instruction:
        raise DataError(problem.task, "has no instruction", 'use style "complete"')
    if problem.completes and problem.language != "python":
        raise DataError(problem.task, "its program must begin with the prompt", 'use style "complete"')
    asked = [{"role": "user", "content": problem.instruction}]
    return str(tokenizer.apply_chat_template(asked, tokenize=False, add_generation_prompt=True))


@torch.inference_mode()
def _generate(
    prompts: Sequence[str],
    stops: Sequence[str],
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    config: GenerationConfig,
) -> list[str]:
    side, pad = tokenizer.padding_side, tokenizer.pad_token
    tokenizer.padding_side = "left"
    tokenizer.pad_token = pad or tokenizer.eos_token
    try:
        rows = tokenizer(
            list(prompts), return_tensors="pt", padding=True, add_special_tokens=config.style == "complete"
        )
    finally:
        tokenizer.padding_side, tokenizer.pad_token = side, pad
    drawn: dict[str, Any] = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
    if config.temperature > 0:
        drawn = {"do_sample": True, "temperature": config.temperature, "top_p": config.top_p, "top_k": 0}
    if stops and config.style == "complete":
        drawn |= {"stop_strings": list(stops), "tokenizer": tokenizer}
    found = model.generate(  # type: ignore[operator]  # transformers types a mixin's method as a tensor
        **rows.to(model.device), max_new_tokens=config.max_new_tokens, pad_token_id=tokenizer.eos_token_id, **drawn
    )
    return tokenizer.batch_decode(found[:, rows["input_ids"].shape[1] :], skip_special_tokens=True)


def _cut_answer(problem: Problem, text: str, config: GenerationConfig) -> str:
    """The program in a model's words; a completion follows the prompt, whose blank end it brings back itself."""
    if config.style == "chat":
        code = [segment.code for segment in cut_markdown(text) if segment.part == Part.CODE]
        answer = code[0] if code else text
        return f"    pass\n\n{answer}" if problem.completes else answer  # the prompt's own function gives way
    places = [place for stop in problem.stops if (place := text.find(stop)) >= 0]
    return text[: min(places)] + problem.closes if places else text
