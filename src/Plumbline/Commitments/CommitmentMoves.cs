using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Notifications;
using Plumbline.People;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Commitments;

/// <summary>What a form about a commitment posts, as typed.</summary>
public sealed class CommitmentInput
{
    /// <summary>The day: done on, or promised instead.</summary>
    public string? Day { get; set; }

    /// <summary>What came of it, or why.</summary>
    public string? Words { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }
}

/// <summary>What was said of a commitment, which a page tells once it is kept.</summary>
public enum CommitmentAnswer
{
    /// <summary>What was asked is taken on.</summary>
    Accepted,

    /// <summary>What was asked is not taken on.</summary>
    Declined,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>Another day is promised.</summary>
    Moved,

    /// <summary>It will not be done.</summary>
    GivenUp,

    /// <summary>Why it was missed is said.</summary>
    Explained,

    /// <summary>It is not done after all.</summary>
    Reopened,
}

/// <summary>Answers for commitments. The person who promised and the line above may; whether a colleague takes something on is for that colleague alone to say.</summary>
internal sealed class CommitmentMoves(PlumblineDb db, CurrentPerson me, OurCompany company, NextStepLedger nextSteps, Notifier notifier)
{
    /// <summary>So long is what is said of an answer.</summary>
    public const int LongestWords = 500;

    /// <summary>Whether the reader may say what became of it.</summary>
    public async Task<bool> MayAnswer(Commitment commitment, CancellationToken cancel) => (await me.Line(cancel)).Contains(commitment.PersonId);

    public Task Do(long id, CommitmentInput input, CancellationToken cancel) =>
        Move(id, input, (c, today) => c.Do(input.Words, TypedDay.Read(input.Day, nameof(input.Day)) ?? today, today), cancel);

    public Task GiveUp(long id, CommitmentInput input, CancellationToken cancel) => Move(id, input, (c, today) => c.GiveUp(input.Words ?? "", today), cancel);

    public Task Reopen(long id, CommitmentInput input, CancellationToken cancel) => Move(id, input, (c, _) => c.Reopen(), cancel);

    public Task ExplainMiss(long id, CommitmentInput input, CancellationToken cancel) => Move(id, input, (c, _) => c.ExplainMiss(input.Words), cancel);

    public Task Renegotiate(long id, CommitmentInput input, CancellationToken cancel) =>
        Move(id, input, (c, today) => c.Renegotiate(TypedDay.Required(input.Day, nameof(input.Day)), input.Words ?? "", today), cancel);

    public Task Accept(long id, CommitmentInput input, CancellationToken cancel) => Move(id, input, (c, today) => Own(c).Accept(today), cancel);

    public Task Decline(long id, CommitmentInput input, CancellationToken cancel) => Move(id, input, (c, today) => Own(c).Decline(input.Words ?? "", today), cancel);

    /// <summary>Answers; where somebody was faster the form goes on from how it stands now, so that what was typed can be sent again.</summary>
    /// <param name="move">Answers.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="reread">Reads the commitment again, and gives its revision.</param>
    public static async Task Try(Func<Task> move, CommitmentInput input, Func<Task<int>> reread)
    {
        try
        {
            await move();
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Conflict)
        {
            input.Revision = await reread();
            throw;
        }
    }

    private async Task Move(long id, CommitmentInput input, Action<Commitment, DateOnly> move, CancellationToken cancel)
    {
        var commitment = await db.Commitments.SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw RefusedException.NotFound("commitment");
        Refuse.Unless(await MayAnswer(commitment, cancel), Refusal.NotAllowed, "Only the person who promised and the managers above answer for this.");
        Refuse.Unless(commitment.Revision == input.Revision, Refusal.Conflict, "Someone answered for this while you had the page open. It is shown as it stands now; say yours again if it still holds.");
        Refuse.Unless(!(input.Words?.Length > LongestWords), Refusal.Invalid, $"That is too long: {LongestWords} characters at most.", nameof(CommitmentInput.Words));
        var (wasOpen, wasAsked) = (commitment.IsOpen, commitment.State == CommitmentState.Asked);
        move(commitment, await company.Today(cancel));
        commitment.Revision++;
        if (wasAsked && commitment is { State: CommitmentState.Declined or CommitmentState.Open, AskedBy: { } asker })
        {
            var kind = commitment.State == CommitmentState.Declined ? NotificationKind.AskDeclined : NotificationKind.AskAccepted;
            await notifier.Tell(kind, [asker], commitment.What, FormattableString.Invariant($"commitments/{id}"), commitment.MissReason, cancel);
        }

        if (wasOpen)
        {
            await nextSteps.Tell(commitment, cancel);
        }
        else if (commitment.IsOpen)
        {
            await nextSteps.TakeUpAgain(commitment, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    private Commitment Own(Commitment commitment)
    {
        Refuse.Unless(commitment.PersonId == me.Id, Refusal.NotAllowed, "Only the colleague who is asked can answer.");
        return commitment;
    }
}
