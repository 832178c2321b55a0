using System.Globalization;
using Plumbline.Companies;
using Plumbline.Mailing;
using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Presentations;

/// <summary>What an invitation has to tell.</summary>
internal enum InvitationNews
{
    /// <summary>There is a meeting, of which the person has not heard.</summary>
    New,

    /// <summary>It is at another time or place, or has another title or agenda.</summary>
    Changed,

    /// <summary>It does not take place.</summary>
    Cancelled,

    /// <summary>It takes place, and the person is not asked to come any more.</summary>
    NotAsked,
}

/// <summary>What an invitation says.</summary>
internal sealed record InvitationLetter(Presentation Presentation, Colleagues People, Company Company, IReadOnlyDictionary<long, string> PlanNames)
{
    /// <summary>Where the meeting is seen: an address within the site.</summary>
    public string Href => FormattableString.Invariant($"presentations/{Presentation.Id}");

    /// <summary>What it is called, on one line.</summary>
    public string Title => CalendarText.OneLine(Presentation.Title);

    /// <summary>When, as in "Tue 24 Nov 2026, 15:00".</summary>
    public string When
    {
        get
        {
            var wall = CompanyClock.Of(Company).WallAt(Presentation.StartsAt);
            return $"{Figures.Day(DateOnly.FromDateTime(wall))}, {wall.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        }
    }

    /// <summary>The letter to somebody.</summary>
    public Letter To(Person person, InvitationNews news) => new(
        $"{Begins(news)}: {Title}",
        Opening(person, news),
        [
            new("When and where", []) { Words = $"{When} ({Company.TimeZone}), {Presentation.Minutes:0} minutes.{(Presentation.Place == "" ? "" : $" {CalendarText.OneLine(Presentation.Place)}")}", More = new("Open the meeting", Href) },
            new("Agenda", Agenda()) { Words = BeforeWhom },
        ],
        news == InvitationNews.NotAsked ? "You get this since you were asked to this meeting." : "You get this since you are asked to this meeting.");

    private string BeforeWhom => Presentation.Kind switch
    {
        PresentationKind.Leadership => "Before the leadership, who endorses each plan or asks.",
        PresentationKind.Peers => "Before colleagues, who witness what is promised and offer help.",
    };

    private List<LetterLine> Agenda() =>
        [.. Presentation.Plans.Select((plan, at) => new LetterLine($"{at + 1:0}. {CalendarText.OneLine(People.NameOf(plan.SalespersonId))}", FormattableString.Invariant($"plans/{plan.PlanId}"), PlanNames.GetValueOrDefault(plan.PlanId)))];

    private string Opening(Person person, InvitationNews news) => news switch
    {
        InvitationNews.Cancelled => "This meeting does not take place.",
        InvitationNews.NotAsked => "You are not asked to come to this meeting any more. It takes place without you.",
        InvitationNews.Changed => "This meeting was moved or changed. Below is how it stands now.",
        InvitationNews.New when person.Id == Presentation.ConvenerId => "You called this meeting. This puts it into your own calendar.",
        InvitationNews.New => $"{CalendarText.OneLine(People.NameOf(Presentation.ConvenerId))} asks you to a meeting in which plans are presented.",
    };

    private static string Begins(InvitationNews news) => news switch { InvitationNews.New => "Invitation", InvitationNews.Changed => "Moved or changed", InvitationNews.Cancelled or InvitationNews.NotAsked => "Cancelled" };
}
