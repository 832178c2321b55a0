using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Plans;

namespace Plumbline.Reviews;

/// <summary>A review as its page shows it to a reader.</summary>
public sealed class ReviewView
{
    internal ReviewView(OpenedReview opened, ReviewPack live, NextQuarter next, Colleagues people, Company company, DateOnly today)
    {
        (Opened, Next, People, Company, Today) = (opened, next, people, company, today);
        Pack = Review.Pack ?? live;
        Since = Pack.ChangesTo(live);
    }

    internal OpenedReview Opened { get; }

    internal QuarterlyReview Review => Opened.Review;

    /// <summary>The facts: as frozen when handed in, else as they are.</summary>
    internal ReviewPack Pack { get; }

    /// <summary>Lines of the frozen facts that read otherwise now.</summary>
    internal IReadOnlyDictionary<(string Part, string Key), PackLine?> Since { get; }

    /// <summary>The salesperson's words; null while they are not the reader's to read.</summary>
    internal IReadOnlyDictionary<string, string>? Own => Review.OwnFor(Opened.Me);

    /// <summary>The manager's words; null while they are not the reader's to read.</summary>
    internal IReadOnlyDictionary<string, string>? Answer => Review.AnswerFor(Opened.Me);

    /// <summary>The next quarter's numbers.</summary>
    internal NextQuarter Next { get; }

    internal Colleagues People { get; }

    internal Company Company { get; }

    internal DateOnly Today { get; }

    /// <summary>Whether the reader is the one whose quarter it was.</summary>
    internal bool IsOwn => Opened.Side == Side.Salesperson;

    internal string Owner => People.NameOf(Review.SalespersonId);

    /// <summary>As in "Mary, Q3 2026".</summary>
    internal string Title => $"{Owner}, {Ui.Figures.Name(Review.Quarter, Company.FiscalYear)}";

    /// <summary>Who answers: whoever has, else whom the salesperson reports to; empty where that is nobody.</summary>
    internal string Manager => (Review.AnsweredBy ?? People.Find(Review.SalespersonId)?.ManagerId) is { } manager ? People.NameOf(manager) : "";

    internal bool IsTalk => Review.State == ReviewState.Talk;

    /// <summary>A side's recommitment where it is to the numbers as they stand; null where there is none, or it was to others.</summary>
    internal Recommitment? Signed(Side side) => Review.Recommitments.FirstOrDefault(r => r.Side == side && (Review.State == ReviewState.Recommitted || (r.PlanId == Next.Plan?.Id && r.Hash == Next.Shown?.Hash)));

    /// <summary>As in "Tue 24 Nov, 09:05", at the company's place.</summary>
    internal string When(DateTimeOffset at) => Ui.Figures.Moment(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Company.TimeZone)), Today);

    /// <summary>The day of it at the company's place.</summary>
    internal DateOnly DayOf(DateTimeOffset at) => CompanyClock.Of(Company).DayOf(at);
}

/// <summary>Opens reviews for their page.</summary>
internal sealed class ReviewViews(ReviewDesk desk, PackReader packs, Recommitting recommitting, CurrentPerson me, OurCompany company)
{
    /// <summary>Null where there is no such review, or none that the reader may see.</summary>
    public async Task<ReviewView?> Open(long id, CancellationToken cancel) => await desk.Open(id, cancel) is { Review: var review } opened
        ? new(opened, await packs.Read(review.SalespersonId, review.Quarter, cancel), await recommitting.Read(review, cancel), await me.Colleagues(cancel), await company.Load(cancel), await company.Today(cancel))
        : null;
}

internal static class ReviewsSetup
{
    public static void AddReviews(this IServiceCollection services)
    {
        services.AddScoped<PackReader>();
        services.AddScoped<MonthReader>();
        services.AddScoped<ReviewDesk>();
        services.AddScoped<Recommitting>();
        services.AddScoped<ReviewViews>();
        services.AddScoped<CycleReader>();
        services.AddScoped<WaitingReviews>();
    }
}
