using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Activities;
using Plumbline.People;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands activities; a type that is new is added.</summary>
internal sealed class ActivityLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly bool _hasEarlier = run.Db.Activities.Any(a => a.System == system);
    private readonly Dictionary<string, long> _types = run.Db.ActivityTypes.AsNoTracking().AsEnumerable().SelectMany(t => new[] { (t.Name, t.Id), (Name: t.ImportedName ?? t.Name, t.Id) })
        .GroupBy(t => NameLikeness.Key(t.Name), t => t.Id).ToDictionary(t => t.Key, t => t.First());
    private readonly Dictionary<string, long> _contacts = run.Db.Contacts.Where(c => c.System == system && c.ExternalId != null).Select(c => new { c.ExternalId, c.Id }).ToDictionary(c => c.ExternalId!, c => c.Id);
    private readonly OpportunityFinder _opportunities = new(run, system);
    private readonly List<ActivityType> _newTypes = [];
    private readonly HashSet<string> _withoutTime = [];

    /// <summary>The id, or else what tells an activity apart from others: of two alike on one day, when each began.</summary>
    public static string KeyOf(ActivityRow row) => row.Id ?? (row.Start is { } start ? string.Create(CultureInfo.InvariantCulture, $"{KeyOfDay(row)}|{start:HH:mm:ss}") : KeyOfDay(row));

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        List<(ActivityRow Row, string Key)> taken = new(rows.Count);
        foreach (var row in rows.Cast<ActivityRow>())
        {
            var key = KeyOf(row);
            if (ProblemWith("The date", row.Date) is { } problem)
            {
                Refuse(row, problem);
            }
            else if (row.Salesperson.IsEmpty || string.IsNullOrWhiteSpace(row.Type))
            {
                Refuse(row, "The row does not say who did it, or what it was. Fill in both.");
            }
            else if (!IsRepeated(row, key, "activity"))
            {
                taken.Add((row, key));
            }
        }

        string[] keys = [.. taken.Select(t => t.Key), .. taken.Where(t => t.Row is { Id: null, Start: not null }).Select(t => KeyOfDay(t.Row))];
        var earlier = _hasEarlier ? Run.Db.Activities.AsNoTracking().Where(a => a.System == System && EF.Parameter(keys).Contains(a.ExternalId)).ToDictionary(a => a.ExternalId) : [];
        _opportunities.Look(taken.Select(t => t.Row.Opportunity));
        List<Activity> added = new(taken.Count), changed = [];
        foreach (var (row, key) in taken)
        {
            var activity = earlier.GetValueOrDefault(key) ?? WithoutTime(row, earlier);
            if (activity is null)
            {
                activity = new() { System = System, ExternalId = key, TypeId = 0, ImportId = Run.Import.Id };
                Fill(activity, row);
                Run.Bulk.Number(activity);
                Run.Counting.Count(activity);
                added.Add(activity);
                Added++;
                continue;
            }

            var before = Run.Bulk.Table<Activity>().Snapshot(activity);
            Run.Counting.Uncount(activity);
            Fill(activity, row);
            Run.Counting.Count(activity);
            var difference = Run.Bulk.Table<Activity>().Difference(before, activity);
            Count(false, difference.Count > 0);
            if (difference.Count > 0)
            {
                changed.Add(activity);
                Run.Changes.Add(nameof(Activity), activity.Id, difference);
            }
        }

        Run.Flush();
        Run.Bulk.Insert(_newTypes);
        _newTypes.Clear();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
    }

    private static string KeyOfDay(ActivityRow row) => string.Create(CultureInfo.InvariantCulture, $"{NameLikeness.Key(row.Type)}|{row.Date:yyyy-MM-dd}|{Key(row.Salesperson)}|{Key(row.Account)}|{row.Subject}");

    /// <summary>What was imported when the time did not count yet is the first of those alike.</summary>
    private Activity? WithoutTime(ActivityRow row, Dictionary<string, Activity> earlier) =>
        row is { Id: null, Start: not null } && earlier.TryGetValue(KeyOfDay(row), out var activity) && _withoutTime.Add(activity.ExternalId) ? activity : null;

    private void Fill(Activity activity, ActivityRow row)
    {
        activity.TypeId = TypeOf(row.Type);
        activity.Date = row.Date;
        activity.SalespersonId = Run.PersonOf(System, row.Salesperson, Roles.Salesperson)!.Value;
        activity.AccountId = Run.AccountOf(System, row.Account) ?? activity.AccountId;
        activity.OpportunityId = _opportunities.Find(row.Opportunity) ?? activity.OpportunityId;
        activity.ContactId = row.Contact.Id is { } contact && _contacts.TryGetValue(contact, out var known) ? known : activity.ContactId;
        activity.Subject = TypedText.OrNull(row.Subject) ?? activity.Subject;
        activity.Outcome = TypedText.OrNull(row.Outcome) ?? activity.Outcome;
    }

    private long TypeOf(string name)
    {
        if (!_types.TryGetValue(NameLikeness.Key(name), out var id))
        {
            var type = new ActivityType { Name = name.Trim(), Kind = UsualTypes.KindOf(name), Order = UsualTypes.Last, ImportId = Run.Import.Id };
            id = Run.Bulk.Number(type);
            _newTypes.Add(type);
            _types.Add(NameLikeness.Key(name), id);
        }

        return id;
    }
}
