"""A folder of notes, one recap each: what there is to do (pure), one file done (pure), the results written.

Paths below the folder are taken in the order of their names, whatever the disk's. Trouble with one file is a value, its
`Outcome.error`; the others go on.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import sources
from extractor.files import reason, write_whole
from extractor.model import Doubt, Options, RecapError
from extractor.outputs import OUTPUTS
from extractor.rendering import render
from extractor.safe import printable


@dataclass(frozen=True, slots=True)
class Job:
    """One file of notes and the files that it becomes: (format, path) pairs."""

    notes: Path
    targets: tuple[tuple[str, Path], ...]


@dataclass(frozen=True, slots=True)
class Work:
    """All that is to be done for a folder."""

    jobs: tuple[Job, ...]
    passed_over: tuple[Path, ...]  # files that are no notes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of notes: its documents, or the reason why there are none."""

    job: Job
    documents: tuple[tuple[Path, str], ...] = ()  # the texts are let go of once they are written
    doubts: tuple[Doubt, ...] = ()
    dated: bool = True
    error: str | None = None


def plan_work(folder: Path, out: Path, formats: tuple[str, ...]) -> Work:
    """What is to be done for the notes below `folder`, by name, with nothing written yet (DESIGN.md, section 2).

    `out` mirrors `folder`; where two notes would meet in one name, both keep their own endings. Hidden files, links
    that lead round in a circle and what stands in `out` are left alone. Raises RecapError if `folder` is no folder, is
    `out`, holds no notes, or if a recap would be written over notes.
    """
    name = printable(str(folder))
    if not folder.exists():
        raise RecapError(f"{name} does not exist; name a folder of notes")
    if not folder.is_dir():
        raise RecapError(f"{name} is a file; name the folder that it is in, or leave out “batch”")
    if out.exists() and not out.is_dir():
        raise RecapError(f"{printable(str(out))} is a file; name a folder for the recaps with -o")
    if out.resolve() == folder.resolve():
        raise RecapError(f"{name} holds the notes themselves; name another folder for the recaps with -o")
    found = tuple(_files_below(folder, out.resolve()))
    notes = tuple(path for path in found if sources.is_notes(path))
    jobs = _jobs(folder, out, notes, tuple(dict.fromkeys(formats)))
    originals = {path.resolve() for path in notes}
    for job in jobs:
        for _, target in job.targets:
            if target.resolve() in originals:
                raise RecapError(f"{printable(str(target))} holds notes and would be written over; choose another -o")
    if not jobs:
        raise RecapError(f"{name} holds no notes ({_files(len(found))} passed over); name a folder that does")
    return Work(jobs, tuple(path for path in found if path not in set(notes)))


def do_job(job: Job, options: Options) -> Outcome:
    """The documents of one file of notes; nothing is written. Trouble of any kind ends in `error`, as one line."""
    try:
        recap = sources.from_path(job.notes, options)
        documents = tuple((target, render(recap, format)) for format, target in job.targets)
    except RecapError as error:
        name, words = printable(job.notes.name), printable(str(error))
        where = printable(str(job.notes))  # the readers say the name alone, and it may be that of several
        return Outcome(job, error=where + words.removeprefix(name) if words.startswith(name) else words)
    except OSError as error:
        return Outcome(job, error=f"{printable(str(job.notes))} cannot be read ({reason(error)})")
    except Exception as error:  # a fault of ours in one file must not cost the others theirs
        words = printable(f"{type(error).__name__}: {error}")
        return Outcome(job, error=f"{printable(str(job.notes))} broke recap ({words}); please report it")
    return Outcome(job, documents, recap.doubts, dated=recap.date is not None)


def write(outcome: Outcome) -> Outcome:
    """Write the documents, each whole or not at all; the outcome, with the reason if that failed."""
    try:
        for target, text in outcome.documents:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, text, never=(outcome.job.notes,))
    except RecapError as error:
        return Outcome(outcome.job, error=str(error))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "no possible name"
        return Outcome(outcome.job, error=f"{printable(str(target))} cannot be written ({why})")
    return replace(outcome, documents=tuple((target, "") for target, _ in outcome.documents))


def summary(outcomes: tuple[Outcome, ...], work: Work, out: Path) -> str:
    """The batch in one line: "12 notes read, 24 files written to recaps; 3 files passed over (.json), 1 failed"."""
    read = tuple(outcome for outcome in outcomes if outcome.error is None)
    written = sum(len(outcome.documents) for outcome in read)
    words = f"{_notes(len(read))} read, {_files(written)} written to {printable(str(out))}"
    if work.passed_over:
        words += f"; {_files(len(work.passed_over))} passed over as no notes ({_endings(work.passed_over)})"
    failed = len(outcomes) - len(read)
    return words + (f"; {failed} failed" if failed else "")


def _files_below(folder: Path, out: Path, seen: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """The files below a folder, by name; a link to one of the real folders above it, `seen`, is not followed."""
    real = folder.resolve()
    if real in seen or real == out:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise RecapError(f"{printable(str(folder))} cannot be read ({reason(error)})") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if path.is_dir():
            yield from _files_below(path, out, seen | {real})
        elif path.is_file():
            yield path


def _jobs(folder: Path, out: Path, notes: tuple[Path, ...], formats: tuple[str, ...]) -> tuple[Job, ...]:
    """A job for each of the notes, with targets that do not meet, not even on a disk that has no case.

    Those that would meet keep their endings, and may then meet others ("x.txt" and "x.txt.md"), until none do.
    """
    keep: set[Path] = set()
    while True:
        jobs = tuple(Job(path, _targets(folder, out, path, formats, path in keep)) for path in notes)
        wanted = Counter(str(target).casefold() for job in jobs for _, target in job.targets)
        meeting = {job.notes for job in jobs if any(wanted[str(target).casefold()] > 1 for _, target in job.targets)}
        if meeting <= keep:
            return jobs
        keep |= meeting


def _targets(folder: Path, out: Path, path: Path, formats: tuple[str, ...], keep: bool) -> tuple[tuple[str, Path], ...]:
    below = path.relative_to(folder)
    name = below.name if keep else sources.stem(below)
    endings = {output.name: output.ending for output in OUTPUTS}
    return tuple((format, out / below.with_name(name + endings[format])) for format in formats)


def _endings(paths: tuple[Path, ...]) -> str:
    """The endings of files, the most frequent first: ".gold.json, .png and 2 more"."""
    found = Counter(printable("".join(path.suffixes[-2:]) if path.suffix == ".json" else path.suffix) for path in paths)
    names = [ending or "no ending" for ending, _ in found.most_common()]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _notes(number: int) -> str:
    return "1 note" if number == 1 else f"{number} notes"


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"
