"""Workers: processes that analyze records; one that dies or hangs loses at most the record that it was at."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread

from codestruct.corpus.records import Reply, answer_record, is_pair
from codestruct.errors import RecordError

__all__ = ["stream_replies"]

_CHUNK = 16
_AHEAD = 16
"""How many chunks a worker may be ahead of the record that is awaited."""
_MOST_AHEAD = 1 << 16
"""Characters that a worker is sent while it works: what a pipe holds, for one that hangs may read no more."""
_GRACE = 5
"""A worker that sends nothing for so many times `max_seconds` hangs: parse, lowering and flow have one each."""
_SILENCE = 0.02
"""Seconds after which a worker sends what it has, before the chunk is done."""

_STARTS = 2
"""How often each worker may die before it starts."""

_context = get_context("spawn")  # a fork of a process with threads may hang
_Record = tuple[int, tuple[str | bytes, str]]


def _serve(pipe: Connection, max_seconds: float) -> None:
    """The life of a worker: a sign that it is there, then chunks of records in, lists of replies out."""
    pipe.send([])
    chunks: SimpleQueue[list[_Record] | None] = SimpleQueue()
    Thread(target=_read_chunks, args=(pipe, chunks), daemon=True).start()
    while (chunk := chunks.get()) is not None:
        replies, sent = [], time.monotonic()
        for index, record in chunk:
            replies.append(answer_record(index, record, max_seconds))
            if time.monotonic() - sent > _SILENCE:
                pipe.send(replies)
                replies, sent = [], time.monotonic()
        if replies:
            pipe.send(replies)


def _read_chunks(pipe: Connection, chunks: "SimpleQueue[list[_Record] | None]") -> None:
    """Take chunks off the pipe while others are worked on, so that neither side waits for the other one to read."""
    try:
        while True:
            chunks.put(pipe.recv())
    except (EOFError, OSError):  # nobody is there any more
        chunks.put(None)


class _Worker:
    """One process, and the records that it still owes."""

    def __init__(self, max_seconds: float) -> None:
        self.pipe, theirs = _context.Pipe()
        self.process = _context.Process(target=_serve, args=(theirs, max_seconds), daemon=True)
        self.process.start()
        theirs.close()
        self.owed: deque[_Record] = deque()
        self.alone = False  # whether what it owes is one record that is tried by itself
        self.started = False
        self.heard = time.monotonic()

    def give(self, chunk: list[_Record], *, alone: bool = False) -> bool:
        """Hand over a chunk; False where the process is no longer there to take it."""
        if not self.owed:
            self.heard = time.monotonic()
        self.owed.extend(chunk)
        self.alone = alone
        try:
            self.pipe.send(chunk)
        except OSError:
            self.alone = False  # this was none of the record's fault
            return False
        return True

    def take(self, ready: dict[int, Reply]) -> None:
        """Read what it sent; EOFError or OSError where it died."""
        replies: list[Reply] = self.pipe.recv()
        self.heard, self.started = time.monotonic(), True
        for reply in replies:
            self.owed.popleft()
            ready[reply[0]] = reply
        self.alone &= bool(self.owed)

    def is_hung(self, max_seconds: float) -> bool:
        """Whether nothing has come from it for longer than any record may take; starting takes its time."""
        return bool(self.owed) and self.started and time.monotonic() - self.heard > _GRACE * max_seconds + 1

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Crew:
    """The workers of one stream, what they have answered, and what has to be tried again."""

    def __init__(self, records: Iterable[object], workers: int, max_seconds: float, first: int) -> None:
        self.numbered = enumerate(records, first)
        self.max_seconds = max_seconds
        self.workers = [_Worker(max_seconds) for _ in range(workers)]
        self.again: deque[_Record] = deque()  # what lost workers owed
        self.ready: dict[int, Reply] = {}
        self.read = self.told = first  # the records before these are read, told
        self.held: list[_Record] = []  # read, and too much for a worker that is at work
        self.stillborn = 0  # workers that died before they started, since the last record was told
        self.failure: Exception | None = None  # of the records' own iterator

    def hand_out(self) -> bool:
        """Give each worker one chunk to work on and one to go on with; False where all has been told."""
        for worker in self.workers:
            if self.again and not worker.owed:
                worker.give([self.again.popleft()], alone=True)
            while not self.again and not worker.alone and len(worker.owed) <= _CHUNK:
                self.held = self.held or self._read_chunk()
                if not self.held or (worker.owed and sum(len(source) for _, (source, _) in self.held) > _MOST_AHEAD):
                    break
                chunk, self.held = self.held, []
                if not worker.give(chunk):
                    break
        return bool(self.again or self.held or self.ready) or any(worker.owed for worker in self.workers)

    def _read_chunk(self) -> list[_Record]:
        """The next records, none where the awaited one is too far behind what has been read.

        What is no record has its reply at once, and an iterator that fails is told of at the end.
        """
        chunk: list[_Record] = []
        if self.failure is not None or self.read - self.told >= _AHEAD * _CHUNK * len(self.workers):
            return chunk
        try:
            for index, record in islice(self.numbered, _CHUNK):
                self.read = index + 1
                if is_pair(record):
                    chunk.append((index, record))
                else:
                    self.ready[index] = answer_record(index, record, self.max_seconds)
        except Exception as error:  # noqa: BLE001  kept, and raised where what was read before it has been told
            self.failure = error
        return chunk

    def listen(self) -> None:
        """Wait for replies, and replace the workers that died or hang."""
        if any(worker.owed for worker in self.workers):
            wait([worker.pipe for worker in self.workers if worker.owed], timeout=0.5)
        for place, worker in enumerate(self.workers):
            if not _take_all(worker, self.ready):
                worker.process.join(1.0)
                self._bury(worker, "died")
            elif worker.is_hung(self.max_seconds):
                self._bury(worker, f"sent nothing for {_GRACE * self.max_seconds:g} s")
            else:
                continue
            self.workers[place] = _Worker(self.max_seconds)

    def _bury(self, worker: _Worker, fate: str) -> None:
        """End a worker that died or hangs. What it owed is tried again, each record alone; one that was is given up."""
        worker.stop()
        if not worker.started:
            self.stillborn += 1
            if self.stillborn > _STARTS * len(self.workers):
                reason = f"no worker starts (the last one: exit {worker.process.exitcode})"
                raise RecordError("analyze_many()", reason, "call it below: if __name__ == '__main__'")
        elif worker.alone:
            index, _ = worker.owed.popleft()
            reason = f"its worker {fate} (exit {worker.process.exitcode})"
            remedy = "analyze it alone, within limits of its own"
            self.ready[index] = index, None, RecordError(f"record {index}", reason, remedy)
        self.again.extend(worker.owed)

    def tell(self) -> Iterator[Reply]:
        """The replies that are there, as far as they are in order."""
        while self.told in self.ready:
            self.told += 1
            self.stillborn = 0
            yield self.ready.pop(self.told - 1)


def stream_replies(records: Iterable[object], workers: int, max_seconds: float, first: int = 0) -> Iterator[Reply]:
    """A reply for each record, in order, numbered from `first`; some chunks a worker are read ahead of the consumer."""
    crew = _Crew(records, workers, max_seconds, first)
    try:
        while crew.hand_out():
            crew.listen()
            crew.hand_out()  # before the consumer takes its time
            yield from crew.tell()
        if crew.failure is not None:
            raise crew.failure
    finally:
        for worker in crew.workers:
            worker.stop()


def _take_all(worker: _Worker, ready: dict[int, Reply]) -> bool:
    """Take what a worker has sent; False where it died."""
    try:
        while worker.pipe.poll():
            worker.take(ready)
    except (EOFError, OSError):
        return False
    return worker.process.is_alive() or worker.pipe.poll()
