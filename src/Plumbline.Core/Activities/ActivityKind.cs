namespace Plumbline.Activities;

/// <summary>Where activities of a type stand in the chain from a first touch to an order: touch, conversation, meeting, then opportunity, proposal, won.</summary>
public enum ActivityKind
{
    /// <summary>No link of the chain: training, an internal review.</summary>
    Other,

    /// <summary>Reaching out: a letter, a mail, an attempt.</summary>
    Touch,

    /// <summary>Somebody answered and there was talk.</summary>
    Conversation,

    /// <summary>A meeting that was held: a visit, a demo.</summary>
    Meeting,

    /// <summary>A proposal or a quote was made.</summary>
    Proposal,
}

/// <summary>The types that a new company begins with, and what types from elsewhere are taken for.</summary>
public static class UsualTypes
{
    private static readonly (ActivityKind Kind, string[] Words)[] _words =
    [
        (ActivityKind.Proposal, ["proposal", "propose", "proposing", "quote", "quotation", "quoting", "offer", "tender"]),
        (ActivityKind.Meeting, ["meeting", "visit", "demo", "appointment", "workshop", "presentation", "lunch", "site survey"]),
        (ActivityKind.Conversation, ["call", "phone", "conversation", "referral", "chat"]),
        (ActivityKind.Touch, ["mail", "letter", "linkedin", "social", "sms", "text", "prospect", "outreach", "touch", "message", "whatsapp", "postal"]),
    ];

    /// <summary>Their names, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Call", "Meeting", "Visit", "Demo", "Proposal", "Referral asked", "Email", "Prospecting", "Event", "Training"];

    /// <summary>The types of a company that has none yet.</summary>
    public static IReadOnlyList<ActivityType> All => [.. Names.Select((name, at) => new ActivityType { Name = name, Kind = KindOf(name), Order = (at + 1) * Step })];

    /// <summary>What lies between the places of neighbours, so that one can be put between them.</summary>
    public const int Step = 10;

    /// <summary>The place of a type that a file brings, behind those that were put in order.</summary>
    public const int Last = 1_000;

    /// <summary>What a type, or a stage, is by its name; <see cref="ActivityKind.Other"/> where the name does not tell.</summary>
    public static ActivityKind KindOf(string name) =>
        _words.Where(k => k.Words.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase))).Select(k => k.Kind).FirstOrDefault();
}
