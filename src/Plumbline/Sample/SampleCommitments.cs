using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Meetings;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>What the sample company's people promised in plans and in the meetings of the last weeks, and what became of it: the diligent keep more of it.</summary>
internal sealed class SampleCommitments(SampleCompany company, PlumblineDb db)
{
    private const int Weeks = 10;

    /// <summary>How long before its day a next step was promised.</summary>
    private const int DaysBefore = 7;

    private static readonly string[] _promises = ["Send {0} the revised offer", "Call the IT lead of {0}", "Book the demo with {0}", "Ask {0} for a reference", "Meet whoever decides at {0}", "Clear the licence question of {0}"];
    private static readonly string[] _reasons = ["The customer moved the date", "Too much at once this week", "Waited for presales", "I was ill for two days", "The contact left the company"];
    private static readonly string[] _weeks = ["Two deals moved, one stands still.", "Quiet, many on leave.", "Good talks, few decisions.", "Our best week this quarter.", "Lost one to price.", "Much time went into one tender."];
    private static readonly string[] _notes = ["Prices of licences rise in January: open offers first.", "Presales has Thursdays free for assessments.", "The breakfast brought twelve guests; each gets a call by Friday.", "References from the public sector are wanted: ask around."];

    private readonly Random _chance = new(20_170_402);
    private readonly Dictionary<string, SampleSeller> _sellers = company.Sellers.ToDictionary(s => s.Name);

    public async Task Make(CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
        foreach (var planned in await db.Commitments.OrderBy(c => c.Id).ToListAsync(cancel))
        {
            if (_sellers.TryGetValue(people[planned.PersonId].Name, out var seller))
            {
                Live(planned, seller);
            }
            else if (planned.State == CommitmentState.Asked && planned.Due < company.Today)
            {
                Help(planned);
            }
        }

        await Meet(people.Values.ToDictionary(p => p.Name, p => p.Id), cancel);
        await NextSteps(cancel);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>What became of a promise until today.</summary>
    private void Live(Commitment promise, SampleSeller seller)
    {
        var moves = promise.Due <= company.Today.AddDays(20) && _chance.NextDouble() < 0.12;
        if (moves && promise.Due.AddDays(-3) is var moved && moved > promise.PromisedOn && moved <= company.Today && promise.Due.AddDays(14) >= moved)
        {
            promise.Renegotiate(promise.Due.AddDays(14), Pick(_reasons), moved);
        }

        var luck = _chance.NextDouble();
        if (promise.Due >= company.Today)
        {
            return;
        }

        var keeps = 0.35 + (seller.Diligence * 0.35);
        if (luck < keeps)
        {
            Do(promise, promise.Due.AddDays(-_chance.Next(4)));
        }
        else if (luck < keeps + 0.15)
        {
            Do(promise, promise.Due.AddDays(1 + _chance.Next(6)));
            promise.ExplainMiss(Pick(_reasons));
        }
        else if (luck < 0.97 || promise.Due < company.Today.AddDays(-30))
        {
            promise.GiveUp(Pick(_reasons), promise.Due.AddDays(1));
        }
    }

    /// <summary>A manager who was asked took it on at once as a rule, else said no; now and then one of the last weeks still waits.</summary>
    private void Help(Commitment asked)
    {
        switch (_chance.Next(6))
        {
            case 0 when asked.Due > company.Today.AddDays(-30):
                break;
            case 1:
                asked.Decline(Pick(_reasons), asked.PromisedOn);
                break;
            default:
                asked.Accept(asked.PromisedOn);
                Do(asked, asked.Due);
                break;
        }
    }

    private void Do(Commitment promise, DateOnly on)
    {
        var day = on < promise.PromisedOn ? promise.PromisedOn : on > company.Today ? company.Today : on;
        promise.Do(null, day, company.Today);
    }

    /// <summary>What is to be done next with what is open, promised a while before its day, and today at the latest; what is overdue has still to be accounted for.</summary>
    private async Task NextSteps(CancellationToken cancel)
    {
        foreach (var opportunity in await db.Opportunities.AsNoTracking().Where(o => o.NextStepDue != null && o.SalespersonId != null).OrderBy(o => o.Id).ToListAsync(cancel))
        {
            Promise($"opportunity/{opportunity.Id}", opportunity.SalespersonId!.Value, opportunity.NextStep!, opportunity.NextStepDue!.Value, opportunity.AccountId, opportunity.Id);
        }

        foreach (var activity in await db.Activities.AsNoTracking().Where(a => a.NextStepDue != null).OrderBy(a => a.Id).ToListAsync(cancel))
        {
            Promise($"activity/{activity.Id}", activity.SalespersonId, activity.NextStep!, activity.NextStepDue!.Value, activity.AccountId, null);
        }

        void Promise(string record, long person, string what, DateOnly due, long? account, long? opportunity) =>
            db.Add(new Commitment(CommitmentKind.NextStep, $"{record}/sample", person, what, due.AddDays(-DaysBefore) < company.Today ? due.AddDays(-DaysBefore) : company.Today, due) { AccountId = account, OpportunityId = opportunity });
    }

    /// <summary>The meetings of the last weeks; this week's is still to be begun.</summary>
    private async Task Meet(Dictionary<string, long> people, CancellationToken cancel)
    {
        var accounts = (await db.Accounts.AsNoTracking().Where(a => a.OwnerId != null).OrderBy(a => a.Id).ToListAsync(cancel)).ToLookup(a => a.OwnerId!.Value);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(t => t.Name, t => t.Id, cancel);
        var thisWeek = Week.Of(company.Today, DayOfWeek.Monday).FirstDay;
        foreach (var (name, number) in SampleCompany.TeamNames.Select((name, i) => (name, i)))
        {
            for (var back = Weeks; back >= 1; back--)
            {
                var week = thisWeek.AddDays(-7 * back);
                var members = company.Sellers.Where(s => s.Team == number && s.IsThere(week.AddDays(4))).ToList();
                var meeting = new TeamMeeting(teams[name], week, people[SampleCompany.ManagerOf(number)], new(week.ToDateTime(new(8, 30)), TimeSpan.Zero));
                meeting.Write(Pick(_notes));
                db.Add(meeting);
                await db.SaveChangesAsync(cancel);
                foreach (var member in members)
                {
                    db.Add(meeting.Rate(null, people[member.Name], Math.Clamp(2 + _chance.Next(3) + (member.Diligence > 1 ? 1 : 0), 1, 5), _chance.Next(2) == 0 ? Pick(_weeks) : ""));
                    foreach (var account in accounts[people[member.Name]].Where(_ => _chance.Next(6) == 0).Take(2))
                    {
                        var promise = new Commitment(
                            CommitmentKind.Meeting, FormattableString.Invariant($"meeting/{meeting.Id}/{member.Name.Length:x}{account.Id:x}{people[member.Name]:x}"), people[member.Name],
                            string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(_promises), account.Name), week, week.AddDays(4 + (_chance.Next(3) == 0 ? 7 : 0)))
                        {
                            AccountId = account.Id,
                        };
                        Live(promise, member);
                        db.Add(promise);
                    }
                }

                meeting.End(new(week.ToDateTime(new(9, 25)), TimeSpan.Zero));
            }
        }
    }

    private string Pick(string[] from) => from[_chance.Next(from.Length)];
}
