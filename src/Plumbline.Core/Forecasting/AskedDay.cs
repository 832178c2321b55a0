namespace Plumbline.Forecasting;

/// <summary>
/// A day that is gone for which somebody asked what could be told at its end. It is reckoned once for everyone in the background, since that takes longer than a page may, and let go of after a while: each day is as many
/// rows as there are quotas, 3,000 with a thousand people, and can be reckoned again.
/// </summary>
/// <param name="day">The day.</param>
/// <param name="askedAt">When it was asked for.</param>
public sealed class AskedDay(DateOnly day, DateTimeOffset askedAt)
{
    /// <summary>For how many days it is kept after it was asked for.</summary>
    public const int KeptDays = 30;

    /// <summary>After so many tries that failed it is given up, until somebody asks once more.</summary>
    public const int MostTries = 3;

    /// <summary>So many may wait at once.</summary>
    public const int MostWaiting = 20;

    /// <summary>So many that are reckoned are kept at once: where another is, the one reckoned longest ago is let go of.</summary>
    public const int MostKept = 60;

    /// <summary>The day.</summary>
    public DateOnly Day { get; private set; } = day;

    /// <summary>When it was asked for; they are reckoned in this order.</summary>
    public DateTimeOffset AskedAt { get; private set; } = askedAt;

    /// <summary>When it was reckoned; null where it was not yet.</summary>
    public DateTimeOffset? MadeAt { get; private set; }

    /// <summary>When the try began that runs; null where none does. One that still stands when the next run begins took the process down with it.</summary>
    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>How many tries failed since it was asked for.</summary>
    public int Failed { get; private set; }

    /// <summary>Whether it is tried no more.</summary>
    public bool IsGivenUp => MadeAt is null && Failed >= MostTries;

    /// <summary>Whether it is still to be reckoned.</summary>
    public bool IsWaiting => MadeAt is null && Failed < MostTries;

    /// <summary>It is reckoned.</summary>
    public void Make(DateTimeOffset at) => (MadeAt, TriedAt) = (at, null);

    /// <summary>A try begins.</summary>
    public void Try(DateTimeOffset at) => TriedAt = at;

    /// <summary>The try came to no end, through no fault of the day.</summary>
    public void TakeBack() => TriedAt = null;

    /// <summary>It was tried, and failed.</summary>
    public void Fail() => (Failed, TriedAt) = (Failed + 1, null);

    /// <summary>Asks once more for a day that was given up; any other stands as it is.</summary>
    public void AskAgain(DateTimeOffset at)
    {
        if (IsGivenUp)
        {
            (AskedAt, Failed) = (at, 0);
        }
    }
}
