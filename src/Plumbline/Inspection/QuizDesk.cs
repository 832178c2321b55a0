using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Inspection;

/// <summary>The answers of a quiz as typed, and points as given.</summary>
public sealed class QuizInput
{
    /// <summary>What is done: "end" to hand it in, or nothing to keep the answers.</summary>
    public string? Do { get; set; }

    /// <summary>A row for each question, in the order of the page.</summary>
    public List<QuizAnswerInput>? Answers { get; set; }
}

/// <summary>An answer as typed.</summary>
public sealed class QuizAnswerInput
{
    /// <summary>The question's key.</summary>
    public string? Key { get; set; }

    /// <summary>The keys of the choices.</summary>
    public List<string>? Chosen { get; set; }

    /// <summary>In words.</summary>
    public string? Text { get; set; }

    /// <summary>What the reader gives for the words.</summary>
    public string? Points { get; set; }

    internal QuizAnswer Read() => new(Key ?? "", Chosen ?? [], ObserveInput.Plain(Text));
}

/// <summary>Lets people take quizzes, and their managers read the answers.</summary>
internal sealed class QuizDesk(PlumblineDb db, CurrentPerson me, OurCompany company, Notifier notifier, TimeProvider clock)
{
    private IQueryable<QuizAttempt> Own => db.Validations.OfType<QuizAttempt>().Where(q => q.PersonId == me.Id);

    /// <summary>Begins a quiz, or finds the one that was begun.</summary>
    /// <returns>The attempt's number.</returns>
    public async Task<long> Begin(long form, CancellationToken cancel)
    {
        await EndOverdue(me.Id, cancel);
        if (await Begun() is { } begun)
        {
            return begun;
        }

        var found = await db.ValidationForms.AsNoTracking().SingleOrDefaultAsync(f => f.Id == form, cancel) ?? throw RefusedException.NotFound("quiz");
        var passed = await Own.Where(q => q.FormId == form && q.Passed == true).MaxAsync(q => (long?)q.Id, cancel) ?? 0;
        var before = await Own.CountAsync(q => q.FormId == form && q.Id > passed, cancel);
        var attempt = new QuizAttempt(me.Id, found, Guid.NewGuid().ToString("n"), before, await company.Today(cancel), clock.GetUtcNow());
        db.Add(attempt);
        return await db.SaveUnlessThere(() => db.SaveChangesAsync(cancel), async () => await Begun() is not null) ? attempt.Id : (await Begun())!.Value;

        Task<long?> Begun() => Own.Where(q => q.FormId == form && q.State == ValidationState.Taking).Select(q => (long?)q.Id).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The reader's attempt; null where there is none of theirs. One whose time is over has ended.</summary>
    public async Task<QuizAttempt?> Read(long id, CancellationToken cancel)
    {
        await EndOverdue(me.Id, cancel);
        return await Own.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, cancel);
    }

    /// <summary>Keeps the answers, or hands them in.</summary>
    public async Task Answer(long id, QuizInput input, CancellationToken cancel)
    {
        var attempt = await Own.SingleOrDefaultAsync(q => q.Id == id, cancel) ?? throw RefusedException.NotFound("quiz");
        attempt.Answer([.. (input.Answers ?? []).Select(a => a.Read())], clock.GetUtcNow());
        if (input.Do == "end")
        {
            await HandIn(attempt, cancel);
        }

        attempt.Revision++;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A manager above has read the answers in words.</summary>
    public async Task Assess(long id, QuizInput input, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        var attempt = await db.Validations.VisibleTo(me.Id, line).OfType<QuizAttempt>().SingleOrDefaultAsync(q => q.Id == id, cancel) ?? throw RefusedException.NotFound("quiz");
        Validation.RefuseObserver(await me.Load(cancel), attempt.PersonId, line.Contains(attempt.PersonId));
        var points = new Dictionary<string, int>();
        foreach (var (at, row) in (input.Answers ?? []).Index())
        {
            if (row.Key is { } key && FormInput.Number(row.Points, $"Answers[{at}].Points") is { } given)
            {
                points[key] = given;
            }
        }

        try
        {
            attempt.Assess(me.Id, points);
        }
        catch (RefusedException refused) when (refused.Field is { } key && input.Answers?.FindIndex(a => a.Key == key) is >= 0 and var row)
        {
            throw new RefusedException(refused.Refusal, refused.Message, $"Answers[{row}].Points"); // The rule knows questions, and the page rows.
        }

        attempt.Revision++;
        await notifier.Tell(NotificationKind.ObservationShared, [attempt.PersonId], attempt.Asked.Name, FormattableString.Invariant($"inspection/{id}"), null, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Ends what a person has begun and whose time is over, with what was saved: nobody keeps a quiz open so as not to fail it.</summary>
    public async Task EndOverdue(long person, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var overdue = (await db.Validations.OfType<QuizAttempt>().Where(q => q.PersonId == person && q.State == ValidationState.Taking && q.EndsAt != null).ToListAsync(cancel)).FindAll(q => q.IsOver(now));
        foreach (var attempt in overdue)
        {
            await HandIn(attempt, cancel);
            attempt.Revision++;
        }

        if (overdue.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Where answers wait to be read, the manager is told.</summary>
    private async Task HandIn(QuizAttempt attempt, CancellationToken cancel)
    {
        attempt.HandIn();
        if (attempt.State == ValidationState.Waiting && (await me.Colleagues(cancel)).Find(attempt.PersonId)?.ManagerId is { } manager)
        {
            await notifier.Tell(NotificationKind.QuizHandedIn, [manager], attempt.Asked.Name, FormattableString.Invariant($"inspection/{attempt.Id}"), null, cancel);
        }
    }
}
