"""Programs that answer, found on the machine or installed below one folder.

Nothing outside the folder is written, and no rights are needed: packages of Debian 12 are fetched with apt's own
signatures checked, and unpacked there. What must be on the machine already is named when it is missing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
RELEASE = "bookworm"
PYTHON_PACKAGES = ("beniget==0.5.0", "gast==0.7.0", "libcst==1.9.0", "jedi==0.20.1", "libclang==18.1.1")
NODE_PACKAGES = ("typescript@5.9.3", "eslint-scope@9.1.2", "espree@11.2.0", "@ruby/prism@1.9.0")
CLANG_PACKAGES = (
    *("clang-16", "libclang-cpp16", "libllvm16", "libclang-common-16-dev", "libz3-4", "libedit2", "libbsd0", "libmd0"),
    *("libxml2", "libicu72", "libffi8"),
)
GO_PACKAGES = (
    *("golang-1.19-go", "golang-1.19-src", "golang-golang-x-tools-dev", "golang-golang-x-mod-dev"),
    "golang-golang-x-sys-dev",
)
LUA_PACKAGES = ("lua5.1", "lua-check", "lua-argparse", "lua-filesystem", "libreadline8")
RUST_PACKAGES = (  # what the crates of the corpus are built with
    *("librust-regex-dev", "librust-regex-syntax-dev", "librust-memchr-dev", "librust-aho-corasick-dev"),
    *("librust-no-panic-dev", "librust-proc-macro2-dev", "librust-quote-dev", "librust-syn-dev"),
    *("librust-unicode-ident-dev", "librust-compiler-builtins-dev", "librust-rustc-std-workspace-core-dev"),
    *("librust-log-dev", "librust-cfg-if-dev", "librust-libc-dev"),
)
VERSIONS = (PYTHON_PACKAGES, NODE_PACKAGES, CLANG_PACKAGES, GO_PACKAGES, LUA_PACKAGES, RUST_PACKAGES)


class ToolError(RuntimeError):
    """A program is missing or failed; says which, why, and what to do."""


def run(command: Iterable[str | Path], folder: Path | None = None, **environment: str) -> str:
    """Run a program and return what it prints; failing, say why."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=3600
        )
    except OSError as e:
        raise ToolError(f"{words[0]}: {e.strerror}") from e
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        raise ToolError(f"{' '.join(words)[:150]} failed: {' | '.join(lines[-5:])}")
    return done.stdout


def find_program(name: str, remedy: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolError(f"{name} is not on the PATH: {remedy}")
    return found


class Debian:
    """Packages of Debian 12, fetched with lists and caches of their own and unpacked below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root, self.fetched = folder, folder / "root", folder / "packages"

    @cached_property
    def options(self) -> list[str]:
        """Options that keep apt inside the folder, once its lists are there."""
        find_program("apt-get", "packages of Debian 12 are needed for this language")
        if not Path(KEYRING).exists():
            raise ToolError(f"{KEYRING} is missing: packages of Debian 12 (debian-archive-keyring) are needed")
        lists = self.folder / "sources.list"
        for part in ("state/lists/partial", "cache/archives/partial", "packages", "root"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        settings = {
            "Dir::State": self.folder / "state",
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": self.folder / "cache",
            "Dir::Etc::SourceList": lists,
            "Dir::Etc::SourceParts": "-",
            "APT::Sandbox::User": "root",
            "Debug::NoLocking": "1",
        }
        options = [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]
        if not lists.exists():
            address = self._find_archive()
            kinds = "".join(f"{kind} [signed-by={KEYRING}] {address} {RELEASE} main\n" for kind in ("deb", "deb-src"))
            lists.write_text(kinds)
            try:
                run(["apt-get", "-qq", *options, "update"])
            except ToolError:
                lists.unlink()
                raise
        return options

    def _find_archive(self) -> str:
        """The address of the archive that the machine uses itself."""
        targets = run(["apt-get", "indextargets", "--format", "$(RELEASE) $(REPO_URI)", "Created-By: Packages"])
        found = [line.split(" ", 1)[1] for line in targets.splitlines() if line.startswith(RELEASE + " ")]
        if not found:
            raise ToolError(f"apt on this machine knows no archive of Debian {RELEASE}: add one to its sources")
        return found[0]

    def unpack(self, packages: Iterable[str], root: Path | None = None) -> Path:
        """Fetch binary packages, without those they depend on, and unpack them below one root."""
        root = root or self.root
        for package in packages:
            mark = root / f".unpacked-{package}"
            if mark.exists():
                continue
            folder = self.fetched / package
            options = self.options  # makes the folders
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            run(["apt-get", "-qq", *options, "download", package], folder)
            for archive in folder.glob("*.deb"):
                run(["dpkg-deb", "-x", archive, root])
            mark.touch()
        return root

    def fetch_source(self, package: str) -> Path:
        """Fetch upstream's archive of a source package."""
        folder = self.fetched / f"{package}.source"
        found = list(folder.glob("*.orig.tar.*[!c]"))
        if not found:
            options = self.options
            folder.mkdir(parents=True, exist_ok=True)
            run(["apt-get", "-qq", *options, "source", "--tar-only", "--download-only", package], folder)
            found = list(folder.glob("*.orig.tar.*[!c]"))  # not its signature, .asc
        if not found:
            raise ToolError(f"the source package {package} has no archive of upstream's")
        return found[0]

    def libraries(self) -> str:
        """The folders of shared libraries, for LD_LIBRARY_PATH."""
        return ":".join(
            str(place) for place in [*self.root.glob("usr/lib/llvm-*/lib"), *self.root.glob("usr/lib/*-linux-gnu")]
        )


class Toolchain:
    """Everything that answers, installed when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.debian = Debian(folder / "debian")

    @cached_property
    def python(self) -> Path:
        """A CPython 3.12 with the Python packages; the oracle reads the bytecode of that version and no other."""
        environment = self.folder / "python312"
        program = environment / "bin" / "python"
        if not program.exists():
            run([find_python312(), "-m", "venv", environment])
        self._once(environment, PYTHON_PACKAGES, lambda: run([program, "-m", "pip", "-q", "install", *PYTHON_PACKAGES]))
        return program

    @cached_property
    def node(self) -> Path:
        """The folder with the node packages, to run node in."""
        return self.install_npm("node", NODE_PACKAGES)

    def install_npm(self, name: str, packages: Iterable[str]) -> Path:
        """A folder with packages of npm, to run node in."""
        find_program("node", "install Node.js 18 or newer")
        find_program("npm", "install npm, which comes with Node.js")
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "package.json").exists():
            (folder / "package.json").write_text('{"private": true}\n')
        self._once(folder, packages, lambda: run(["npm", "install", "--silent", "--no-audit", *packages], folder))
        return folder

    @cached_property
    def java(self) -> str:
        find_program("javac", "install a JDK, 17 or newer")
        return find_program("java", "install a JDK, 17 or newer")

    @cached_property
    def clang(self) -> tuple[Path, dict[str, str]]:
        """clang, and what it needs in the environment; the machine's own C headers and gcc are used."""
        find_program("gcc", "install gcc and the headers of the C library")
        root = self.debian.unpack(CLANG_PACKAGES)
        return root / "usr/bin/clang-16", {"LD_LIBRARY_PATH": self.debian.libraries()}

    @cached_property
    def go(self) -> tuple[Path, dict[str, str]]:
        """The folder of the built Go oracles, and what they need in the environment."""
        root = self.debian.unpack(GO_PACKAGES)
        goroot = root / "usr/lib/go-1.19"
        environment = {"GOROOT": str(goroot), "GO111MODULE": "off", "GOPATH": str(root / "usr/share/gocode")}
        environment |= {"GOCACHE": str(self.folder / "go/cache"), "GOFLAGS": ""}
        for part in ("bind", "flow"):
            source = HERE / "oracles/go" / part
            program = self.folder / "go" / part
            if not program.exists() or program.stat().st_mtime < (source / "main.go").stat().st_mtime:
                run([goroot / "bin/go", "build", "-o", program, "."], source, **environment)
        return self.folder / "go", environment

    @cached_property
    def lua(self) -> tuple[Path, dict[str, str]]:
        root = self.debian.unpack(LUA_PACKAGES)
        modules = [str(root / "usr/share/lua/5.1" / pattern) for pattern in ("?.lua", "?/init.lua")]
        binaries = [str(place / "?.so") for place in root.glob("usr/lib/*-linux-gnu/lua/5.1")]
        environment = {"LUA_PATH": ";".join(modules), "LUA_CPATH": ";".join(binaries)}
        return root / "usr/bin/lua5.1", environment | {"LD_LIBRARY_PATH": self.debian.libraries()}

    @cached_property
    def rust(self) -> dict[str, str]:
        """What the Rust oracle needs in the environment: a folder of crates to build with."""
        find_program("cargo", "install Rust, 1.95 preferably: the oracle reads a dump whose form is not stable")
        root = self.debian.unpack(RUST_PACKAGES)
        return {"REGISTRY": str(root / "usr/share/cargo/registry")}

    def _once(self, folder: Path, packages: Iterable[str], install: Callable[[], str]) -> None:
        """Install when the list of packages is another than last time."""
        mark, wanted = folder / ".installed", "\n".join(packages)
        if not mark.exists() or mark.read_text() != wanted:
            install()
            mark.write_text(wanted)


def find_python312() -> str:
    """CPython 3.12: named by PY312, on the PATH (a shim may be there without its Python), or under pyenv."""
    places = [os.environ.get("PY312", ""), sys.executable, "python3.12"]
    places += [str(place) for place in sorted(Path.home().glob(".pyenv/versions/3.12.*/bin/python"))]
    check = "import sys; sys.exit(sys.version_info[:2] != (3, 12) or sys.implementation.name != 'cpython')"
    for place in filter(None, places):
        try:
            run([place, "-c", check])
        except ToolError:
            continue
        return place
    raise ToolError("no CPython 3.12 found: install one (`pyenv install 3.12`, `uv python install 3.12`) and set PY312")
