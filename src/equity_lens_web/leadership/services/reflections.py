"""What somebody does with private notes. The trail says nothing of it: administrators read it.

``private`` is the writer's own key, which only their passphrase unlocks. Whoever seals to a notebook
holds its row until then: its keys may be changed at that moment, and a note to the former is lost.
"""

from django.db import transaction

from equity_lens.errors import EquityLensError
from equity_lens_web.accounts.access import require
from equity_lens_web.accounts.models import Membership, Organisation, Person
from equity_lens_web.accounts.permissions import Permission
from equity_lens_web.leadership import vault
from equity_lens_web.leadership.models import Notebook, Reflection, SharedCopy


class ReflectionRefused(EquityLensError):
    """A note cannot be kept or shared like this."""


@transaction.atomic
def begin(*, organisation: Organisation, passphrase: str, by: Person) -> Notebook:
    """A notebook of one's own. Raises ReflectionRefused where there is one already."""
    require(by, Permission.REFLECT, organisation=organisation)
    if Notebook.objects.filter(person=by).exists():
        raise ReflectionRefused("You have a notebook already.", remedy="Unlock it.")
    keys = vault.new_keys(passphrase)
    return Notebook.objects.create(
        person=by, public=keys.public, locked=keys.locked, salt=keys.salt
    )


@transaction.atomic
def change_passphrase(*, organisation: Organisation, old: str, new: str, by: Person) -> Notebook:
    """Seal everything anew, to a new pair of keys: every note, and every copy that was given.

    All of it or nothing. Raises WrongPassphrase where the old passphrase is another.
    """
    require(by, Permission.REFLECT, organisation=organisation)
    notebook = Notebook.objects.select_for_update().get(person=by)
    private, keys = vault.unlock(notebook.keys, old), vault.new_keys(new)
    for model, theirs in (
        (Reflection, Reflection.objects.filter(notebook=notebook)),
        (SharedCopy, SharedCopy.objects.filter(reader=notebook)),
    ):
        kept = list(theirs)
        for each in kept:
            each.sealed = vault.seal(keys.public, vault.open_sealed(private, bytes(each.sealed)))
        model.objects.bulk_update(kept, ["sealed"], batch_size=100)
    notebook.public, notebook.locked, notebook.salt = keys.public, keys.locked, keys.salt
    notebook.save(update_fields=["public", "locked", "salt"])
    return notebook


@transaction.atomic
def throw_away(*, organisation: Organisation, by: Person) -> None:
    """Delete the notebook with every note and every copy: what is left without the passphrase."""
    require(by, Permission.REFLECT, organisation=organisation)
    Notebook.objects.filter(person=by).delete()


@transaction.atomic
def write(*, organisation: Organisation, text: str, by: Person) -> Reflection:
    """Keep a note; it is sealed before it is kept."""
    require(by, Permission.REFLECT, organisation=organisation)
    notebook = Notebook.objects.select_for_update().get(person=by)
    return Reflection.objects.create(
        notebook=notebook,
        organisation=organisation,
        sealed=vault.seal(bytes(notebook.public), text),
    )


@transaction.atomic
def delete(*, reflection: Reflection, by: Person) -> None:
    """Delete a note and its copies, for good."""
    _own(reflection, by)
    reflection.delete()


@transaction.atomic
def share(*, reflection: Reflection, reader: Membership, private: bytes, by: Person) -> SharedCopy:
    """Give one member a copy of one note as it is now.

    Raises ReflectionRefused where the reader has no notebook to which it could be sealed.
    """
    _own(reflection, by)
    require(reader.person, Permission.REFLECT, organisation=reflection.organisation)
    theirs = Notebook.objects.select_for_update().filter(person=reader.person).first()
    if theirs is None:
        raise ReflectionRefused(
            f"{reader.person.name} keeps no notes here, so no copy can be sealed for them.",
            remedy="Ask them to open the page Reflections once and choose a passphrase.",
        )
    text = vault.open_sealed(private, bytes(reflection.sealed))
    copy, _ = SharedCopy.objects.update_or_create(
        reflection=reflection,
        reader=theirs,
        defaults={"sealed": vault.seal(bytes(theirs.public), text)},
    )
    return copy


@transaction.atomic
def withdraw(*, copy: SharedCopy, by: Person) -> None:
    """Take a copy back: it is gone at once."""
    _own(copy.reflection, by)
    copy.delete()


def _own(reflection: Reflection, by: Person) -> None:
    require(by, Permission.REFLECT, organisation=reflection.organisation)
    if reflection.notebook.person_id != by.pk:
        raise ReflectionRefused("This note is somebody else's.", remedy="Open one of your own.")
