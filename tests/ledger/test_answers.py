"""What sentences of answers say: first what must not be applied, then what is unmistakable."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.ledger.answers import Setting, read

DAY = date(2026, 3, 17)  # a Tuesday
DUE = date(2026, 3, 20)
SETTING = Setting(DAY, "Send the letter to the harbour office", DUE, ("Sam Teller", "Maya Okafor"))

# Nothing of these may change the ledger without a yes.
ASKED = """
done, mostly
mostly done
Done. Mostly.
almost done
Nearly done!
done except the last page
Done, apart from the stamp.
done bar the shouting
half done
Half of it is done
partly done
Basically done
as good as done
more or less done
pretty much done
done, but the address is missing
Done but not sent
Done. Only the signature is missing.
It's done, Jonas still has to sign it
Done so far
done for now, more later
Is it done?
done?
Done? I thought Jonas had it
Was that not done last week?
not done
not done yet
Not yet.
isn't done
It is not finished
I have not sent it
I didn't send it
never done
should be done
It should be done by now
It could be done
would be done if I had the stamp
I think it's done
I believe that's done
I guess it is done
Probably done
maybe done
Perhaps it's done, ask Jonas
hopefully done
Done, I hope
supposedly done
Officially done
apparently it's done
Done, I'd say
will be done
I will be done soon
soon
Later
one day
some time next year or so, who knows
when I have time
As soon as the stamps come
once Jonas has signed
if the office opens
Friday, if the office opens
By Friday, unless it rains
Friday, hopefully
maybe Friday
Perhaps Monday
Friday or Monday
either Friday or Monday
I hope to send it by Friday
I'll try by Friday
I will try to do it on Friday
I plan to send it on Friday
I'd like to send it Friday
Could be Friday
Might be Monday the 23rd
Probably Monday
not before Friday
Monday at the earliest
Friday?
Would Friday do?
Can I have until Friday?
Is Monday all right?
What about Monday?
Friday ;)
Monday, Tuesday and Wednesday
Friday. Or no, Monday.
ok?
Ok, why me?
ok, if I must
OK but I can't start before June
ok, but only if Jonas helps
ok, when the stamps are here
Fine, but not alone
Yes, but who pays?
yes and no
yes, maybe
yeah right
Yeah, sure
Sure, sure
Of course... as always
of course, nothing I like better
Oh great, me again
Wonderful.
Brilliant, just what I needed
In my dreams
done, in my dreams
Done :-P
done 😂
ok 🙄
ok haha
lol ok
Consider it done
"done"
Jonas said "done"
He says 'done'
Somebody told me it's done
I sent it, I think
Sent half of it
Sent the first part
I sent it but it came back
I sent the wrong one
Sent it, no answer so far
Not sent
I'd have sent it, had I known
send it yourself
Please send it again
I asked Jonas
I called, nobody answered
Waiting for the office
Still waiting
still on my desk
I am working on it
In progress
almost there
noted
Noted, thanks
Got your mail
Understood
Hm.
What is this about?
Which letter?
Who are you?
Why am I on this list?
I was not there on Tuesday
Please take me off this list
Jonas?
Could Hannah do it?
Jonas could do it
Maybe Jonas does it
Should Jonas do it?
Not me?
Not me, or is it?
not me alone
not only me
not k
drop?
Should we drop it?
Maybe drop it
I would drop it
can we drop it
don't drop it
Not dropped
Let's talk
Call me
call me on Friday
See my mail of Friday
We meet on Friday anyway
I am away until Friday
I'm on holiday until Monday
Done with this committee
I am done with you people
I'm so done
done deal, or what
k
?
1
fast erledigt
noch nicht erledigt
Erledigt?
nicht erledigt
erledigt, bis auf die Briefmarke
Freitag vielleicht
wenn es geht Freitag
passt nicht
Passt schon, oder?
klar, natürlich
Please give it to Jonas
This should go to Jonas
Jonas and I swapped, he has it
Need another week
Could we say Monday?
Let's say Monday
Got it
Great, thanks
Perfect
n/a
Nope
I can't do this, sorry
I never agreed to that
OK, will try
Schaffe ich nicht
""".strip().splitlines()

# One meaning each, from the owner: applied at once.
UNDERSTOOD: tuple[tuple[str, str, date | None], ...] = (
    ("done", "done", None),
    ("Done!", "done", None),
    ("DONE", "done", None),
    ("It's done.", "done", None),
    ("That is done.", "done", None),
    ("all done", "done", None),
    ("Already done", "done", None),
    ("I've done it", "done", None),
    ("Hi Sam, done, thanks. Maya", "done", None),
    ("Dear Sam,\n\nthis is done.\n\nMaya", "done", None),
    ("Done yesterday", "done", date(2026, 3, 16)),
    ("done on Friday", "done", date(2026, 3, 13)),
    ("Sent yesterday.", "done", date(2026, 3, 16)),
    ("I sent it yesterday", "done", date(2026, 3, 16)),
    ("I sent the letter to the harbour office yesterday.", "done", date(2026, 3, 16)),
    ("We sent it this morning", "done", DAY),
    ("Sent it to Dana Reyes on Monday", "done", date(2026, 3, 16)),
    ("I have already sent it.", "done", None),
    ("It has been sent", "done", None),
    ("Done, the letter is in the post.", "done", None),
    ("Done. The invoice is attached.", "done", None),
    ("finished this morning", "done", DAY),
    ("sorted", "done", None),
    ("posted last night", "done", date(2026, 3, 16)),
    ("ok", "affirmed", None),
    ("OK!", "affirmed", None),
    ("Ok, thanks", "affirmed", None),
    ("okay for me", "affirmed", None),
    ("Yes", "affirmed", None),
    ("yes, will do", "affirmed", None),
    ("Will do.", "affirmed", None),
    ("That's fine by me.", "affirmed", None),
    ("fine", "affirmed", None),
    ("Works for me", "affirmed", None),
    ("I'll do it", "affirmed", None),
    ("on it", "affirmed", None),
    ("No problem", "affirmed", None),
    ("agreed", "affirmed", None),
    ("👍", "affirmed", None),
    ("Friday is fine", "affirmed", None),
    ("ok, Friday", "affirmed", None),
    ("Monday", "moved", date(2026, 3, 23)),
    ("Monday the 23rd", "moved", date(2026, 3, 23)),
    ("ok, but Monday the 23rd", "moved", date(2026, 3, 23)),
    ("by 3 April", "moved", date(2026, 4, 3)),
    ("will be late, Monday", "moved", date(2026, 3, 23)),
    ("Will be late, Monday: I still wait for the stamps", "moved", date(2026, 3, 23)),
    ("Will be late, Monday, the printer is broken", "moved", date(2026, 3, 23)),
    ("It will be the 24th.", "moved", date(2026, 3, 24)),
    ("I need until Monday", "moved", date(2026, 3, 23)),
    ("You will have it on Monday", "moved", date(2026, 3, 23)),
    ("I'll send it by Monday.", "moved", date(2026, 3, 23)),
    ("make it Monday, please", "moved", date(2026, 3, 23)),
    ("tomorrow", "moved", date(2026, 3, 18)),
    ("Moved to 1 April because the office is closed", "moved", date(2026, 4, 1)),
    ("not me", "declined", None),
    ("Not me please", "declined", None),
    ("Not me, I have the other one already.", "declined", None),
    ("That's not mine", "declined", None),
    ("This isn't me", "declined", None),
    ("Not me. Could Hannah?", "declined", None),
    ("Jonas does it", "handed", None),
    ("Not me, Jonas does it", "handed", None),
    ("Jonas has it now", "handed", None),
    ("drop it", "dropped", None),
    ("No longer needed", "dropped", None),
    ("no, sorry", "dropped", None),
    ("No, sorry, I have no time for it", "dropped", None),
    ("dropped because the office has closed", "dropped", None),
    ("erledigt", "done", None),
    ("Ist erledigt, Gruß Maya", "done", None),
    ("gestern geschickt", "done", date(2026, 3, 16)),
    ("Hab ich heute abgegeben", "done", DAY),
    ("passt", "affirmed", None),
    ("Ja, mach ich", "affirmed", None),
    ("in Ordnung", "affirmed", None),
    ("bis Montag", "moved", date(2026, 3, 23)),
    ("nicht ich", "declined", None),
    ("entfällt", "dropped", None),
    ("The letter has gone out.", "done", None),
    ("Letter went out yesterday", "done", date(2026, 3, 16)),
    ("Finished it last night, copy attached.", "done", date(2026, 3, 16)),
    ("Done ✔", "done", None),
    ("✅", "done", None),
    ("Brief ist raus", "done", None),
    ("Can do", "affirmed", None),
    ("Sounds good", "affirmed", None),
    ("The 20th is fine", "affirmed", None),
    ("Freitag passt", "affirmed", None),
    ("Bin dran", "affirmed", None),
    ("Will be Tuesday now", "moved", date(2026, 3, 24)),
    ("-> Monday", "moved", date(2026, 3, 23)),
    ("Will send it tomorrow", "moved", date(2026, 3, 18)),
    ("Won't make Friday. Monday.", "moved", date(2026, 3, 23)),
    ("verschoben auf Montag", "moved", date(2026, 3, 23)),
    ("Das macht Jonas", "handed", None),
)

# Greetings and thanks are no answer, and no question either.
SILENT = (
    "thanks",
    "Many thanks for the recap!",
    "Hi Sam",
    "Dear Sam,\n\nthank you.\n\nBest wishes\nMaya",
    "Cheers",
    "LG",
    "...",
    "",
)


@pytest.mark.parametrize("words", ASKED)
def test_unclear_words_are_not_applied(words: str) -> None:
    reading = read(words, SETTING)
    assert reading is not None, "it must be asked"
    assert not reading.sure


@pytest.mark.parametrize(("words", "means", "day"), UNDERSTOOD)
def test_plain_words_are_applied(words: str, means: str, day: date | None) -> None:
    reading = read(words, SETTING)
    assert reading is not None
    assert (reading.means, reading.sure) == (means, True)
    assert reading.instruction is not None
    assert reading.instruction.day == day


@pytest.mark.parametrize("words", SILENT)
def test_thanks_say_nothing(words: str) -> None:
    assert read(words, SETTING) is None


@pytest.mark.parametrize(
    "words", ["not me " * 500, "done, " * 2_000, "? " * 5_000, "a" * 100_000, "ok\n" * 3_000, "it " * 5_000]
)
def test_long_words_are_read_in_no_time(words: str) -> None:
    reading = read(words, SETTING)
    assert reading is None or len(reading.sentence) <= 300
