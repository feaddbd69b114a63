"""Workers: processes that analyze records; one that dies or hangs loses the record that it was at, and is replaced."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from codestruct.corpus.records import Reply, answer_record
from codestruct.errors import RecordError

__all__ = ["stream_replies"]

_CHUNK = 32
_AHEAD = 8
"""How many chunks a worker may be ahead of the record that is awaited."""
_GRACE = 5
"""A worker that sends nothing for so many times `max_seconds` hangs: parse, lowering and flow have one each."""

_context = get_context("spawn")  # a fork of a process with threads may hang


def _serve(pipe: Connection, max_seconds: float) -> None:
    """The life of a worker: a sign that it is there, then chunks of records in, a reply a record out."""
    pipe.send(None)
    while (chunk := pipe.recv()) is not None:
        for index, record in chunk:
            pipe.send(answer_record(index, record, max_seconds))


class _Worker:
    """One process, and the records that it still owes."""

    def __init__(self, max_seconds: float) -> None:
        self.pipe, theirs = _context.Pipe()
        self.process = _context.Process(target=_serve, args=(theirs, max_seconds), daemon=True)
        self.process.start()
        theirs.close()
        self.owed: list[tuple[int, object]] = []
        self.started = False
        self.heard = time.monotonic()

    def give(self, chunk: list[tuple[int, object]]) -> None:
        """Hand over a chunk; only to a worker that owes nothing, so that neither side waits for the other to read."""
        self.owed, self.heard = list(chunk), time.monotonic()
        self.pipe.send(chunk)

    def take(self, ready: dict[int, Reply]) -> None:
        """Read what it sent; EOFError or OSError where it died."""
        reply: Reply | None = self.pipe.recv()
        self.heard = time.monotonic()
        if reply is None:
            self.started = True
            return
        self.owed.pop(0)
        ready[reply[0]] = reply

    def is_hung(self, max_seconds: float) -> bool:
        """Whether nothing has come from it for longer than any record may take; starting takes its time."""
        return bool(self.owed) and self.started and time.monotonic() - self.heard > _GRACE * max_seconds + 1

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def stream_replies(records: Iterable[object], workers: int, max_seconds: float) -> Iterator[Reply]:
    """A reply for each record, in order; no more than some chunks a worker are read ahead of the consumer."""
    numbered = enumerate(records)
    crew = [_Worker(max_seconds) for _ in range(workers)]
    again: list[list[tuple[int, object]]] = []  # chunks that a lost worker owed
    ready: dict[int, Reply] = {}
    following = 0
    try:
        while True:
            for place, worker in enumerate(crew):
                if not worker.owed and not worker.process.is_alive():  # killed while it had nothing to do
                    worker.stop()
                    crew[place] = _Worker(max_seconds)
            _hand_out(crew, numbered, again, following)
            if not any(worker.owed for worker in crew):
                return
            wait([worker.pipe for worker in crew if worker.owed], timeout=0.5)
            for place, worker in enumerate(crew):
                if not _listen(worker, ready):
                    worker.process.join(1.0)
                    again.append(_bury(worker, ready, "died"))
                elif worker.is_hung(max_seconds):
                    again.append(_bury(worker, ready, f"sent nothing for {_GRACE * max_seconds:g} s"))
                else:
                    continue
                crew[place] = _Worker(max_seconds)
            while following in ready:
                yield ready.pop(following)
                following += 1
    finally:
        for worker in crew:
            worker.stop()


def _hand_out(
    crew: list[_Worker],
    numbered: Iterator[tuple[int, object]],
    again: list[list[tuple[int, object]]],
    following: int,
) -> None:
    """Give a chunk to each idle worker, what was lost first."""
    for worker in crew:
        if worker.owed:
            continue
        chunk = again.pop() if again else list(islice(numbered, _CHUNK)) if _may_read(crew, following) else []
        if chunk:
            worker.give(chunk)


def _may_read(crew: list[_Worker], following: int) -> bool:
    """Whether the awaited record is not too far behind what has been read."""
    return all(worker.owed[-1][0] - following < _AHEAD * _CHUNK * len(crew) for worker in crew if worker.owed)


def _listen(worker: _Worker, ready: dict[int, Reply]) -> bool:
    """Take what a worker has sent; False where it died."""
    try:
        while worker.owed and worker.pipe.poll():
            worker.take(ready)
    except (EOFError, OSError):
        return False
    return worker.process.is_alive() or not worker.owed or worker.pipe.poll()


def _bury(worker: _Worker, ready: dict[int, Reply], fate: str) -> list[tuple[int, object]]:
    """End a worker that died or hangs: its record gets an error, the others that it owed come back."""
    worker.stop()
    if not worker.started:
        reason = f"a worker does not start (exit {worker.process.exitcode})"
        raise RecordError("analyze_many()", reason, "call it below: if __name__ == '__main__'")
    index, _ = worker.owed[0]
    reason = f"its worker {fate} (exit {worker.process.exitcode})"
    ready[index] = index, None, RecordError(f"record {index}", reason, "analyze it alone, within limits of its own")
    return worker.owed[1:]
