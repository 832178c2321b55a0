namespace Plumbline.Mailing;

/// <summary>What came of a try to hand a mail to a server.</summary>
public enum DeliveryCame
{
    /// <summary>The server took it.</summary>
    Taken,

    /// <summary>Not now: the server cannot be reached, is busy, or does not let us in. Later it may.</summary>
    NotNow,

    /// <summary>The server will never take it, as where there is no such mailbox.</summary>
    Refused,

    /// <summary>The mail was handed over, and no answer came.</summary>
    Unknown,

    /// <summary>It was not handed over, since nobody is to get it any more.</summary>
    Unwanted,
}

/// <summary>What came of a try, with the words for it; null where all is well.</summary>
public sealed record Delivery(DeliveryCame Came, string? Words = null);

/// <summary>When a mail that was not taken is tried again.</summary>
public static class MailRetries
{
    /// <summary>For how long a mail is tried, where nothing makes it useless earlier.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(2);

    /// <summary>After this long a runner that had a mail is taken for dead. No try lasts nearly as long.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);

    private static readonly int[] _minutes = [1, 5, 15, 60, 240];

    /// <summary>How long is waited after so many tries, from 1: a minute at first, four hours from the fifth on.</summary>
    public static TimeSpan After(int tries) => TimeSpan.FromMinutes(_minutes[Math.Clamp(tries, 1, _minutes.Length) - 1]);
}
