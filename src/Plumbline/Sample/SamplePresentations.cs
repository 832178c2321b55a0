using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Presentations;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's presentations: the running half's plans before the leadership and before colleagues, and a meeting tomorrow for the next half's.</summary>
internal sealed class SamplePresentations(SampleCompany company, PlumblineDb db, CompanyClock clock)
{
    private static readonly string[] _sentences = ["I open a second department at my largest customer", "Every open offer has a date on which it is decided", "I bring three customers who talk for us to the autumn evening"];
    private static readonly string[] _help = ["I come along to the first visit and show the assessment", "I share my list of questions for the first meeting"];

    public async Task Make(CancellationToken cancel)
    {
        var half = new FiscalYear(1).Half(company.Today);
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
        var leaders = people.Values.Where(p => p.Roles.HasFlag(Roles.Leadership) && p.Left is null).OrderBy(p => p.Id).ToList();
        var chief = leaders.First(p => p.Roles.HasFlag(Roles.Manager));
        var agreed = await db.BusinessPlans.IgnoreAutoIncludes().AsNoTracking().Where(p => (p.State == PlanState.Agreed || p.State == PlanState.Amending) && (p.Period == half || p.Period == half.Next))
            .OrderBy(p => p.Id).Select(p => new { p.Id, p.SalespersonId, p.Period }).ToListAsync(cancel);
        var now = agreed.Where(p => p.Period == half && people[p.SalespersonId].Left is null).ToList();

        var before = Called(PresentationKind.Leadership, $"Plans for {PlanWords.Of(half)}", Past(half, 12), new(9, 0), 120, chief);
        foreach (var leader in leaders)
        {
            before.Invite(leader.Id, PresentationDesk.FunctionBy(leader.Title));
        }

        now.Take(8).ToList().ForEach(p => before.Add(p.Id, p.SalespersonId));
        before.Told();
        before.Write("All eight were heard. Finance asks that margins be given for each line of the forecast from the next half on.");
        before.Hold(before.EndsAt);

        var peers = Called(PresentationKind.Peers, $"What we promise one another, {PlanWords.Of(half)}", Past(half, 14), new(14, 0), 90, chief);
        now.Take(6).ToList().ForEach(p => peers.Add(p.Id, p.SalespersonId));
        peers.Told();
        peers.Write("Six presented. Whoever has a customer in common with a colleague says so by Friday.");
        peers.Hold(peers.EndsAt);

        var tomorrow = Called(PresentationKind.Leadership, $"Plans for {PlanWords.Of(half.Next)}", company.Today.AddDays(1), new(10, 0), 60, chief);
        foreach (var leader in leaders)
        {
            tomorrow.Invite(leader.Id, PresentationDesk.FunctionBy(leader.Title));
        }

        agreed.Where(p => p.Period == half.Next).Take(8).ToList().ForEach(p => tomorrow.Add(p.Id, p.SalespersonId));
        tomorrow.Told();
        db.AddRange(before, peers, tomorrow);
        await db.SaveChangesAsync(cancel);

        foreach (var (nth, plan) in before.Plans.Index())
        {
            Decide(before, plan, leaders, nth);
        }

        foreach (var (nth, plan) in peers.Plans.Index())
        {
            Promise(peers, plan, half, nth);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>Most are endorsed; one question waits for its answer, one was answered.</summary>
    private void Decide(Presentation meeting, PresentedPlan plan, List<Person> leaders, int nth)
    {
        var at = meeting.EndsAt.AddMinutes(nth);
        var heard = new PlanHeard([], [], 0, 0);
        if (nth is 2 or 5)
        {
            var question = new PlanQuestion(meeting, plan.PlanId, leaders[1].Id, FormattableString.Invariant($"sample-{nth}"), "What if the two largest orders come a quarter later: which month is short of cash?", at);
            if (nth == 2)
            {
                question.Reply(plan.SalespersonId, plan.SalespersonId, "September. The renewals of the smaller customers would cover about half of it.", at.AddDays(1));
            }

            db.Add(question);
        }

        foreach (var leader in leaders.Skip(nth % 2).Where(l => l.Id != plan.SalespersonId && !(nth is 2 or 5 && l.Id == leaders[1].Id)))
        {
            db.Add(new PlanVoice(meeting, plan.PlanId, leader.Id, VoiceKind.Endorsed, heard, nth == 0 ? "Ambitious, and I see how." : "", at));
        }
    }

    private void Promise(Presentation meeting, PresentedPlan plan, Period half, int nth)
    {
        var (day, others) = (clock.DayOf(meeting.StartsAt), meeting.Plans.Where(p => p.SalespersonId != plan.SalespersonId).ToList());
        var due = half.LastDay.AddDays(-14);
        due = due > day ? due : half.LastDay;
        var sentence = new Commitment(CommitmentKind.Presented, $"{PresentationVisibility.SourceOf(meeting.Id, plan.PlanId)}sample-1", plan.SalespersonId, _sentences[nth % _sentences.Length], day, due);
        if (nth % 3 == 1 && day < company.Today)
        {
            sentence.Do("Done with the first two departments", company.Today, company.Today);
        }

        db.Add(sentence);
        var heard = new PlanHeard([], [], 1, 0);
        foreach (var witness in others.Take(2))
        {
            db.Add(new PlanVoice(meeting, plan.PlanId, witness.SalespersonId, VoiceKind.Witnessed, heard, "", meeting.EndsAt));
        }

        foreach (var clapping in others.Skip(1).Take(1 + (nth % 3)))
        {
            db.Add(new PlanVoice(meeting, plan.PlanId, clapping.SalespersonId, VoiceKind.Applauded, heard, nth == 0 ? "For the courage to name the number" : "", meeting.EndsAt));
        }

        if (nth % 2 == 0)
        {
            db.Add(new Commitment(CommitmentKind.Help, $"{PresentationVisibility.SourceOf(meeting.Id, plan.PlanId)}sample-2", others[0].SalespersonId, _help[nth / 2 % _help.Length], day, due) { ToId = plan.SalespersonId });
        }
    }

    private Presentation Called(PresentationKind kind, string title, DateOnly day, TimeOnly time, int minutes, Person by) => new(kind, new(title, clock.At(day, time), minutes, "Large meeting room"), by.Id);

    /// <summary>A day so many days into the half, but before today.</summary>
    private DateOnly Past(Period half, int days) => half.FirstDay.AddDays(days) is var day && day < company.Today ? day : company.Today.AddDays(-1);
}
