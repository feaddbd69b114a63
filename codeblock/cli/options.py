"""The words that several commands share: arguments and options, and the one application they belong to."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    help="CodeBlock: learn from the items of code that matter. Each stage reads what the one before it wrote.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Data = Annotated[
    Path,
    typer.Argument(help="A .jsonl, .jsonl.gz, .json, .csv, .parquet or .arrow file, or a directory of .parquet files."),
]
Rows = Annotated[Path, typer.Argument(help="The directory that the stage before wrote.")]
Out = Annotated[Path, typer.Argument(help="The directory to write.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an output that codeblock wrote.")]
Model = Annotated[str, typer.Option(help="A local model directory, or the embedded model.")]
Download = Annotated[bool, typer.Option("--download", help="Ask the hub for a model that is not here.")]
Format = Annotated[
    Literal["auto", "float32", "bfloat16"], typer.Option(help="The number format; auto takes what is faster here.")
]
AnyFormat = Annotated[
    Literal["auto", "float32", "bfloat16", "float16"],
    typer.Option(help="The number format; auto takes the faster of the first two here."),
]
Instruction = Annotated[str, typer.Option("--instruction", help="The field of the instruction.")]
Response = Annotated[str, typer.Option("--response", help="The field of the response.")]
Group = Annotated[str | None, typer.Option(help="A field whose equal values stay on one side of a split.")]
Rating = Annotated[str | None, typer.Option(help="A field that rates the pairs: a number, or JSON of several.")]
MaxTokens = Annotated[int, typer.Option(help="Tokens of a conversation past this are left out.")]
