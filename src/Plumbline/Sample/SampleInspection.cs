using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Inspection;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>By which forms the sample company sees that its people are fit to sell, and what was seen: of each something valid, due, lapsed, not passed or never seen.</summary>
internal sealed class SampleInspection(SampleCompany company, PlumblineDb db)
{
    private const string Guest = "Amelia Brandt";
    private const int ActionDays = 14;

    /// <summary>In so many ways it can be with somebody and a form; from <see cref="Good"/> on it is valid.</summary>
    private const int Ways = 17;
    private const int Good = 4;

    /// <summary>Whom the director saw, too, in the meeting that the manager observed.</summary>
    private static readonly string[] _seenByTwo = [Guest, "Bogdan Ilves", "Clara Nyström"];

    private static readonly string[] _evidence = ["Read the minutes of the last meeting aloud and asked what had changed", "Asked three times why, until the cost was on the table", "Had the offer of last year at hand", "Summed up at the end, in the customer’s words", "Let the silence stand"];
    private static readonly string[] _weak = ["Answered before the question was out", "We left without a day for the next talk"];
    private static readonly string[] _well = ["Was on time and well prepared.\nThe customer talked more than we did.", "Good questions at the beginning.\nCame back to the customer’s list at the end.", "Calm when the price came up."];
    private static readonly string[] _toWorkOn = ["Ask who else decides", "Say the next step before the time is over", "Fewer slides, more questions"];
    private static readonly string[] _actions = ["Write down three questions about the decision before each meeting", "Role-play the talk about the price with a colleague"];

    private readonly Random _chance = new(20_170_405);

    public async Task Make(CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Name, p => p.Id, cancel);
        var accounts = (await db.Accounts.AsNoTracking().Where(a => a.OwnerId != null).OrderBy(a => a.Id).Select(a => new { a.Id, Owner = a.OwnerId!.Value }).ToListAsync(cancel)).ToLookup(a => a.Owner, a => a.Id);
        var families = SampleNames.Products.Select(p => p.Family).Distinct().Order(StringComparer.Ordinal);
        var forms = GoodForms.For(families).Select(content => new ValidationForm(content, isRequired: true)).ToList();
        var quiz = new ValidationForm(Quiz, isRequired: false);
        db.AddRange(forms);
        db.Add(quiz);
        await db.SaveChangesAsync(cancel);
        foreach (var (nth, seller) in company.Sellers.Where(s => s.IsThere(company.Today)).Index())
        {
            foreach (var (at, form) in forms.Index())
            {
                // Each has something else that is not as it should be, and every fourth nothing.
                if (DaysAgo(nth % 4 == 3 ? Good : ((nth * 5) + (at * 3) + 1) % Ways) is var (days, passes) && Workday(company.Today.AddDays(-days)) is var day && (seller.Joined ?? company.Begin) <= day)
                {
                    db.Add(Seen(people[seller.Name], form, people[SampleCompany.ManagerOf(seller.Team)], day, accounts[people[seller.Name]].FirstOrDefault(), passes));
                }
            }
        }

        Together(people, forms[0], accounts);
        var written = new Observation(people["Dario Fenwick"], forms[0], people[SampleCompany.ManagerOf(0)], Workday(company.Today));
        written.Write(Notes(forms[0].Content, passes: true) with { ToWorkOn = "" }, written.Day, null, company.Today);
        db.AddRange(written, new QuizAttempt(people[Guest], quiz, "sample", 0, company.Today, Noon(company.Today)));
        await db.SaveChangesAsync(cancel);
        await Promise(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>How long ago it was, and whether it was passed; null where nobody has looked.</summary>
    private (int Days, bool Passes)? DaysAgo(int way) => way switch
    {
        0 => null,
        1 => (18 + _chance.Next(20), false),
        2 => (380 + _chance.Next(60), true),
        3 => (320 + _chance.Next(30), true),
        _ => (25 + _chance.Next(270), true),
    };

    /// <summary>The meetings that two observed, who do not score alike; the guest has not said yet that she read it.</summary>
    private void Together(Dictionary<string, long> people, ValidationForm form, ILookup<long, long> accounts)
    {
        foreach (var (nth, name) in _seenByTwo.Index())
        {
            var (day, account) = (Workday(company.Today.AddDays(-3 - (4 * nth))), accounts[people[name]].FirstOrDefault());
            db.Add(Seen(people[name], form, people["Johanna Weiss"], day, account, passes: true, isRead: name != Guest, raise: 1));
            db.Add(Seen(people[name], form, people[SampleCompany.ManagerOf(0)], day, account, passes: true, isRead: name != Guest, agrees: true));
        }
    }

    private Observation Seen(long person, ValidationForm form, long by, DateOnly day, long account, bool passes, bool isRead = true, int raise = 0, bool agrees = false)
    {
        var (observation, notes) = (new Observation(person, form, by, day), Notes(form.Content, passes));
        notes = notes with
        {
            Scores = [.. notes.Scores.Select(s => s with { Score = Math.Min(FormContent.Scores, s.Score!.Value + raise) })],
            Action = agrees ? Pick(_actions) : "",
            ActionBy = agrees ? day.AddDays(ActionDays) : null,
        };
        observation.Write(notes, day, account == 0 ? null : account, day);
        observation.Share(Noon(day), day);
        if (isRead)
        {
            observation.Acknowledge(person, _chance.Next(3) == 0 ? "Fair. I saw it the same way." : "", Noon(day.AddDays(1)));
        }

        return observation;
    }

    private ObservationNotes Notes(FormContent asked, bool passes) => new()
    {
        Focus = asked.Criteria[_chance.Next(asked.Criteria.Count)].Name,
        Scores = [.. asked.Criteria.Select(c => passes ? new CriterionScore(c.Key, 3 + _chance.Next(3), Pick(_evidence)) : new(c.Key, c.IsCritical ? 2 : 3, Pick(_weak)))],
        WentWell = Pick(_well),
        ToWorkOn = Pick(_toWorkOn),
    };

    /// <summary>What was agreed is promised.</summary>
    private async Task Promise(CancellationToken cancel)
    {
        foreach (var seen in (await db.Validations.OfType<Observation>().OrderBy(o => o.Id).ToListAsync(cancel)).Where(o => o.IsFinal && o.Notes.Action != ""))
        {
            db.Add(new Commitment(CommitmentKind.Observation, FormattableString.Invariant($"inspection/{seen.Id}/action"), seen.PersonId, seen.Notes.Action, seen.Day, seen.Notes.ActionBy!.Value) { ToId = seen.ObserverId, AccountId = seen.AccountId });
        }

        await db.SaveChangesAsync(cancel);
    }

    private static FormContent Quiz => new(
        "Security, the questions that customers ask", ValidationArea.KnowsOffering, "Security", FormKind.Quiz, [],
        [
            new("scope", "What does the assessment look at?", QuestionKind.SeveralRight, 2, [new("0", "Accounts and who may do what", true), new("1", "Devices", true), new("2", "The customer’s balance sheet", false), new("3", "Backups", true)]),
            new("days", "After how many days does the customer have the report?", QuestionKind.OneRight, 1, [new("0", "After ten working days", true), new("1", "After a quarter", false), new("2", "The next morning", false)]),
            new("why", "A customer says: we are too small to be attacked. What do you ask?", QuestionKind.FreeText, 3, []),
        ],
        null, 3, 0.7m, 12);

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new(12, 0)), TimeSpan.Zero);

    private static DateOnly Workday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(-2), _ => day };

    private string Pick(string[] from) => from[_chance.Next(from.Length)];
}
