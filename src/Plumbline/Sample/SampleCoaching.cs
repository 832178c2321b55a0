using Microsoft.EntityFrameworkCore;
using Plumbline.Coaching;
using Plumbline.Commitments;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's coaching: talks held in the last months, one of them long ago, and one being prepared.</summary>
internal sealed class SampleCoaching(SampleCompany company, PlumblineDb db)
{
    private static readonly (string Topic, string Goal, string Reality, string Options, string Will)[] _talks =
    [
        ("Deals that end without a decision", "By the end of next quarter I know the buyer of each offer before I write it", "Five of the last nine offers ended with no decision; I had met the buyer in one.", "Ask for the buyer in the second meeting; let the champion bring both to one table.", "Name the buyer of each open offer in the notes"),
        ("First meetings", "Three first meetings a week by the end of next month", "I wait for leads. When I call old customers it works.", "Two hours on Tuesday for calls; ask each customer for a name.", "Call six old customers on two Tuesdays"),
        ("Discounts", "No discount in the next five offers without something in return", "I give ten percent before anyone asks.", "Offer another scope; wait in silence.", "Write down what I ask for in return, before each talk about price"),
    ];

    public async Task Make(CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().Where(p => (p.Roles & Roles.Salesperson) != 0 && p.Left == null && p.ManagerId != null).OrderBy(p => p.Id).ToListAsync(cancel);
        foreach (var (nth, person) in people.Index())
        {
            for (var talk = nth % 3; talk > 0; talk--) // None, one or two.
            {
                db.Add(Held(person, nth + talk, company.Today.AddDays((-19 * talk) - (nth % 7))));
            }

            if (nth == 1)
            {
                db.Add(new CoachingSession(person.Id, Coach(person), company.Today, [new("Win rate, last year", "27% of 33", "the team: 34%"), new("Promises kept", "60% of 20")]));
            }
        }

        await db.SaveChangesAsync(cancel);
        foreach (var (nth, session) in db.ChangeTracker.Entries<CoachingSession>().Select(e => e.Entity).Where(s => s.State == CoachingState.Held).OrderBy(s => s.Id).ToList().Index())
        {
            foreach (var action in session.Actions)
            {
                var promise = new Commitment(CommitmentKind.Coaching, FormattableString.Invariant($"coaching/{session.Id}/{action.Key}"), session.PersonId, action.What, session.Day, action.Due) { ToId = session.CoachId };
                if (nth % 4 != 3 && action.Due < company.Today)
                {
                    promise.Do(null, action.Due.AddDays((nth % 3) - 1), company.Today); // Most on the day, some a day late, and of some nobody has said anything.
                }

                db.Add(promise);
            }
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static CoachingSession Held(Person person, int nth, DateOnly day)
    {
        var (coach, (topic, goal, reality, options, will)) = (Coach(person), _talks[nth % _talks.Length]);
        var session = new CoachingSession(person.Id, coach, day, [new("Win rate, last year", $"{24 + (nth % 9):0}% of {20 + nth:0}", "the team: 34%"), new("Promises kept", $"{60 + (nth % 5 * 5):0}% of 20")]);
        session.Write(coach.PersonId, new() { Topic = topic, Goal = goal, Reality = reality, Scale = 3 + (nth % 4), Options = options, Obstacles = "Time, before all." }, nth % 2 == 0 ? CoachingFigure.WinRate : CoachingFigure.PromisesKept);
        session.Act(coach.PersonId, "sample", will, day.AddDays(14), 6 + (nth % 4), day);
        session.Hold(coach.PersonId, session.Facts, nth % 2 == 0 ? 0.24m + (nth % 9 * 0.01m) : 0.6m + (nth % 5 * 0.05m), day.AddDays(nth % 2 == 0 ? 14 : 28), day);
        if (nth % 3 == 0)
        {
            session.Answer(person.Id, "It helped to look at it together. I had not seen the pattern.");
        }

        return session;
    }

    private static Party Coach(Person person) => new(person.ManagerId!.Value, IsInLine: true);
}
