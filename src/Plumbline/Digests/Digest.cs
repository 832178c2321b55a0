using Plumbline.Commitments;
using Plumbline.Fiscal;
using Plumbline.Forecasting;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Scoring;
using Plumbline.Signals;

namespace Plumbline.Digests;

/// <summary>Something that was noticed and is worth a look, or that waits.</summary>
/// <param name="Title">What it is about, as in "Aurora Shipping".</param>
/// <param name="Words">What was noticed, in a sentence, or what is to be done.</param>
/// <param name="Href">Where to see it: an address within the site.</param>
internal sealed record DigestNote(string Title, string Words, string Href);

/// <summary>A number that the person answers for: a team's, or their own where <paramref name="Whose"/> is null.</summary>
internal sealed record DigestNumber(string? Whose, Scoreline Line, ForecastView? Forecast, string Href);

/// <summary>Someone who needs their manager.</summary>
/// <param name="Person">Who.</param>
/// <param name="Line">How they stand; null where they have no figures.</param>
/// <param name="Reasons">What was noticed, the weightiest first.</param>
internal sealed record InNeed(Person Person, Scoreline? Line, IReadOnlyList<ReasonOfNeed> Reasons);

/// <summary>What a manager reads beside their own week.</summary>
/// <param name="InNeed">Those who need somebody most, by what is at stake together, as on the page of the team.</param>
/// <param name="Found">How many need somebody in all.</param>
/// <param name="Others">How many more have something open that can be left to them.</param>
internal sealed record TeamDigest(IReadOnlyList<InNeed> InNeed, int Found, int Others);

/// <summary>A person's week.</summary>
/// <param name="Today">The company's day.</param>
/// <param name="Period">The quarter that runs, and its name.</param>
/// <param name="Person">Whose.</param>
/// <param name="Numbers">What they answer for.</param>
/// <param name="Week">The week that holds yesterday: the last one in full where a week begins today.</param>
/// <param name="Activity">What they did in the week that holds yesterday, against what was agreed; null for those who do not sell.</param>
/// <param name="Kept">What became of the promises of that week.</param>
/// <param name="Asked">What colleagues ask for.</param>
/// <param name="Slipped">Promises whose day has passed, the oldest first.</param>
/// <param name="Coming">What is due in the next seven days.</param>
/// <param name="Waiting">Plans that wait for their answer.</param>
/// <param name="Others">What else waits for them: reviews, and what is about presentations.</param>
/// <param name="Signals">What was noticed about what is theirs.</param>
/// <param name="Team">For those to whom people report.</param>
internal sealed record Digest(
    DateOnly Today, (Period Months, string Name) Period, Person Person, IReadOnlyList<DigestNumber> Numbers, Week Week, PersonActivity? Activity, PromisesKept Kept, IReadOnlyList<LedgerLine> Asked, IReadOnlyList<LedgerLine> Slipped,
    IReadOnlyList<LedgerLine> Coming, IReadOnlyList<WaitingPlan> Waiting, IReadOnlyList<DigestNote> Others, IReadOnlyList<DigestNote> Signals, TeamDigest? Team)
{
    /// <summary>As many lines of a kind are told; the rest stands on its page.</summary>
    public const int MostLines = 8;
}
