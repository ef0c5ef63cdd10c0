"""Compute what mails change in a series: who was asked, what was answered, and what only the sent recap holds."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from extractor.ledger.events import Answer, Contact, Told
from extractor.ledger.items import Item, Place, Question, State, Verdicts
from extractor.ledger.mark_steps import after_words, item_of


def after_mail(state: State, step: Contact | Answer | Told, verdicts: Verdicts) -> State:
    """Return what is known of a series after one mail, as far as it is about one item.

    Args:
        state: What was known before.
        step: A mail that was sent, an answer, or an action that only the sent recap holds.
        verdicts: The answers to questions.
    """
    if isinstance(step, Told):
        return _after_told(state, step)
    item = item_of(state, step.item)
    if item is None:
        return state
    if isinstance(step, Contact):
        return _with_item(state, _contacted(item, step))
    return _after_answer(state, item, step, verdicts)


def _contacted(item: Item, contact: Contact) -> Item:
    assent = "asked" if item.assent == "absent" else item.assent
    return replace(item, contacts=(*item.contacts, contact), assent=assent)


def _after_answer(state: State, item: Item, answer: Answer, verdicts: Verdicts) -> State:
    """Apply an answer that is sure or was confirmed; ask about another one, unless it was denied."""
    day = answer.on or date.min
    verdict = verdicts.on(answer.means, answer.key, item)
    if verdict is None and not answer.sure:
        question = Question(
            kind=answer.means,
            item=item.key,
            mention=answer.key,
            about="",
            source="",
            day=day,
            line=0,
            end_line=0,
            quote=answer.mark.said,
            score=1.0,
            on=answer.mark.day,
            who=answer.who,
        )
        heard = replace(item, heard=day)
        return replace(_with_item(state, heard), questions=(*state.questions, question))
    if verdict is False or not answer.mark.does:
        return _with_item(state, replace(item, heard=day))
    if item.state != "open" and answer.mark.does in ("accept", "move", "leave", "own", "after"):
        return state  # it ended before the mail came in
    mark = replace(answer.mark, item=item.key, on=day, event=answer.event)
    after = after_words(state, item, mark, answer.who)
    if answer.mark.does == "own":  # the new owner has not said anything yet
        after = _with_item(after, replace(after.items[item.key], assent="absent"))
    return after


def _after_told(state: State, told: Told) -> State:
    """Start an item for an action that only a sent recap or a list holds, with the line that it names."""
    one = told.statement
    if item_of(state, one.key) is not None:
        return state
    day = told.on or date.min
    place = Place(one.key, told.source, day, one.line, one.end_line, "new", one.quote, f"{told.event}:0000", one.short)
    item = Item(
        key=one.key,
        short=one.short,
        task=one.task,
        owners=one.owners,
        promised=day,
        given=day,
        due=one.due,
        due_said=one.due_said,
        first_due=one.due,
        promised_to=one.promised_to,
        meetings=1,
        seen=state.meetings,
        places=(place,),
    )
    return _with_item(state, item)


def _with_item(state: State, item: Item) -> State:
    return replace(state, items=dict(state.items) | {item.key: item})
