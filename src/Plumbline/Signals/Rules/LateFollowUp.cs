using Plumbline.Marketing;

namespace Plumbline.Signals.Rules;

/// <summary>What rules have in common that tell of a marketing activity after which nobody did what was to follow.</summary>
internal abstract class LateFollowUp : SignalRule
{
    /// <summary>What is told to somebody who was to follow up by a day that went by.</summary>
    /// <param name="activity">After what.</param>
    /// <param name="person">Who is told.</param>
    /// <param name="card">The card of the activity's page that shows it; also the cause, together with the activity.</param>
    /// <param name="due">By when.</param>
    /// <param name="title">What waits.</param>
    /// <param name="who">Who it is, as a sentence that ends in a space; empty where the title says it.</param>
    /// <param name="action">What is proposed.</param>
    /// <param name="watch">As of when.</param>
    protected static Finding Found(LocalActivity activity, long person, string card, DateOnly due, string title, string who, string action, Watch watch)
    {
        var href = FormattableString.Invariant($"marketing/{activity.Id}");
        return new(
            person, $"{card}/{activity.Id}", 0, due, title, $"{who}They were to be followed up by {watch.Day(due)}: within {activity.Outline.FollowUpDays} days. Interest fades fast, and what the activity cost with it.",
            [new($"{activity.Outline.Title}, {watch.Day(activity.Last)}: {watch.Money.Compact(activity.Cost)}", href)], new(action, $"{href}#{card}"));
    }
}
