using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>What came of the sample company's activities, and what its people logged by hand this week.</summary>
internal static class SampleActivities
{
    private static readonly Dictionary<string, string[]> _outcomes = new()
    {
        ["Call"] = ["Asked for references", "Will talk to the finance department", "Not before the new budget", "Wants to see it in use", "Left a message"],
        ["Meeting"] = ["Agreed on the goals of the project", "Needs a second date with IT", "Price was no subject", "The decision is made by a board of three"],
        ["Customer visit"] = ["Saw the plant; licences run out in spring", "Happy with the support", "Two more sites are to follow"],
        ["Demo"] = ["Liked the reports", "Asked for a trial", "Missed one interface"],
        ["Proposal"] = ["Sent, to be talked through next week", "Sent; they compare with one other"],
        ["Referral asked"] = ["Named a colleague elsewhere", "Will think about it"],
        ["Event"] = ["Three good talks", "Met the new managing director"],
    };

    /// <summary>Who logged what by hand how many days ago, with the next step and in how many days it is due.</summary>
    private static readonly (string Who, string Type, int DaysAgo, string Outcome, string? NextStep, int DueIn)[] _logged =
    [
        ("Amelia Brandt", "Call", 0, "They want a second proposal for two sites", "Send the second proposal", 2),
        ("Amelia Brandt", "Customer visit", 0, "Walked through the plant; the lease of their servers ends in March", "Draft the migration plan", 5),
        ("Amelia Brandt", "Meeting", 1, "Finance is on board, IT wants a reference", "Ask for the reference call", 1),
        ("Amelia Brandt", "Demo", 2, "The reports convinced them", null, 0),
        ("Clara Nyström", "Call", 0, "No decision before the board meets", "Call again after the board", 6),
        ("Clara Nyström", "Referral asked", 1, "Gave two names", "Write to both", 3),
        ("Clara Nyström", "Meeting", 3, "Agreed on a pilot with ten people", "Send the terms of the pilot", 4),
        ("Sven Aldridge", "Meeting", 1, "Went along to help with the price", null, 0),
    ];

    /// <summary>What came of the activity on this line of the records; null for about a third of them.</summary>
    public static string? OutcomeOf(string type, int line) => line % 3 == 2 || !_outcomes.TryGetValue(type, out var outcomes) ? null : outcomes[line * 7 % outcomes.Length];

    /// <summary>Puts the types in order and logs what was done by hand, up to today.</summary>
    public static async Task Log(PlumblineDb db, DateOnly today, CancellationToken cancel)
    {
        var types = await db.ActivityTypes.ToDictionaryAsync(t => t.Name, cancel);
        foreach (var (at, name) in SampleNames.ActivityTypes.Index())
        {
            types[name].Order = (at + 1) * UsualTypes.Step;
        }

        var last = SampleNames.ActivityTypes.Length * UsualTypes.Step;
        db.ActivityTypes.AddRange(UsualTypes.All.Where(t => t.Name is "Email" or "Prospecting" or "Training").Select(t =>
        {
            t.Order += last;
            return t;
        }));
        foreach (var (at, logged) in _logged.Index())
        {
            var who = await db.People.Where(p => p.Name == logged.Who).Select(p => p.Id).SingleAsync(cancel);
            var account = await db.Accounts.Where(a => a.OwnerId == who).OrderBy(a => a.Id).Skip(at).Select(a => (long?)a.Id).FirstOrDefaultAsync(cancel);
            var contact = await db.Contacts.Where(c => c.AccountId == account).OrderBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancel);
            var activity = new Activity { System = RecordedHere.System, ExternalId = $"sample-{at}", SalespersonId = who, TypeId = 0 };
            activity.Tell(new(types[logged.Type].Id, today.AddDays(-logged.DaysAgo), account, account is null ? null : contact, null, logged.Outcome, logged.NextStep, logged.NextStep is null ? null : today.AddDays(logged.DueIn)), today);
            db.Activities.Add(activity);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
