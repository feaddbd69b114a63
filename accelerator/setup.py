"""The build: the extension with tree-sitter's core in it, and the fingerprint of the sources that it stands for."""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = Path(__file__).parent.resolve()
sys.path.insert(0, str(HERE / "codestruct_accelerator"))
import stamp  # noqa: E402  it lies there; the package itself needs what is being built

TREE_SITTER = "0.26.1"  # the core that the binding of this version has: one that differs may give other trees


def fetch_core(folder: Path) -> Path:
    """The sources of tree-sitter's core: TREE_SITTER_SOURCE, or the binding's source distribution from the index."""
    given = os.environ.get("TREE_SITTER_SOURCE")
    if given:
        return Path(given)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    subprocess.run([*command, "--dest", str(folder), f"tree-sitter=={TREE_SITTER}"], check=True)
    archive = next(folder.glob("tree_sitter-*.tar.gz"))
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz") / "tree_sitter" / "core" / "lib"


class Build(build_ext):
    """Compiles against a core that lives as long as the build does."""

    def run(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            core = fetch_core(Path(folder))
            (extension,) = self.extensions
            extension.include_dirs += [str(core / "include"), str(core / "src"), numpy.get_include()]
            self.core = core
            super().run()

    def build_extension(self, extension: Extension) -> None:
        temporary = Path(self.build_temp)
        temporary.mkdir(parents=True, exist_ok=True)
        flags = ["-O2", "-g0", "-std=c11", "-fPIC", "-D_POSIX_C_SOURCE=200112L", "-D_DEFAULT_SOURCE"]
        objects = self.compiler.compile(
            [str(self.core / "src" / "lib.c")],
            output_dir=str(temporary),
            include_dirs=extension.include_dirs,
            extra_postargs=flags,
        )
        extension.extra_objects = objects
        super().build_extension(extension)


def read_version() -> str:
    """The version of the codestruct that this one stands beside."""
    found = re.search(r'__version__ = "(.+)"', (HERE.parent / "codestruct" / "__init__.py").read_text())
    assert found is not None, "codestruct/__init__.py states a version"
    return found[1]


version = read_version()
stamp.write(HERE.parent / "codestruct", TREE_SITTER, version)
setup(
    version=version,
    install_requires=[f"codestruct-ml=={version}", f"tree-sitter=={TREE_SITTER}", "numpy>=2,<3"],
    ext_modules=[
        Extension(
            "codestruct_accelerator.kernels",
            sorted(f"src/{path.name}" for path in (HERE / "src").glob("*.cpp")),
            include_dirs=["src"],
            language="c++",
            extra_compile_args=["-O2", "-std=c++17", "-ffp-contract=off", "-fvisibility=hidden", "-Wall", "-g0"],
            extra_link_args=["-s"],
        )
    ],
    cmdclass={"build_ext": Build},
)
