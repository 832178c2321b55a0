using Plumbline.Jobs;

namespace Plumbline.Mailing;

/// <summary>Hands the mails whose time has come to the mail server, one after the other.</summary>
internal sealed class SendMail(MailQueue queue, MailSettings settings) : Job
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MostAtOnce = 500;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private const int MostPauses = 24; // Two minutes: an import seldom writes for longer.

    public override async Task Run(CancellationToken cancel)
    {
        if (!settings.IsOn)
        {
            return;
        }

        await queue.Recover(cancel);
        await queue.Forget(cancel);
        var due = await queue.Due(MostAtOnce, cancel);
        if (due.Count == 0)
        {
            return;
        }

        using var server = new SmtpDelivery(settings);
        for (var at = 0; at < due.Count && !cancel.IsCancellationRequested; at++)
        {
            if (await server.Connect(cancel) is { } away)
            {
                await queue.Postpone(due[at..], away, cancel);
                return;
            }

            if (await queue.Claim(due[at], cancel) is { } mail)
            {
                await WriteDown(mail, queue.IsOver(mail) ? new(DeliveryCame.Refused, "It waited until it said nothing useful any more, and was not sent.") : await server.Send(mail));
            }
        }

        await server.Leave();
    }

    /// <summary>What the server said must be kept: while something large is written that waits, and a stop of the site does not break it off.</summary>
    private async Task WriteDown(OutgoingMail mail, Delivery outcome)
    {
        for (var pauses = 0; ; pauses++)
        {
            try
            {
                await (pauses == 0 ? queue.Follow(mail, outcome, CancellationToken.None) : queue.Keep(CancellationToken.None));
                return;
            }
            catch (RefusedException busy) when (busy.Refusal == Refusal.Busy && pauses < MostPauses)
            {
                await Task.Delay(_pause, CancellationToken.None);
            }
        }
    }
}
