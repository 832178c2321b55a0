using Plumbline.Ui;

namespace Plumbline.Presentations;

/// <summary>How meetings, decisions and what is said to plans read on a page.</summary>
internal static class PresentationWords
{
    public static string Of(PresentationKind kind) => kind switch
    {
        PresentationKind.Leadership => "Leadership",
        PresentationKind.Peers => "Colleagues",
    };

    public static string Of(PresentationState state) => state switch
    {
        PresentationState.Planned => "Planned",
        PresentationState.Held => "Held",
        PresentationState.Cancelled => "Cancelled",
    };

    public static string Of(LeadershipFunction function) => function switch
    {
        LeadershipFunction.None => "",
        LeadershipFunction.Executive => "the whole company",
        LeadershipFunction.Finance => "finance",
        LeadershipFunction.Marketing => "marketing",
        LeadershipFunction.Production => "production",
    };

    public static string Of(PlanDecision decision) => decision switch
    {
        PlanDecision.Open => "Not decided",
        PlanDecision.Questions => "Questions are open",
        PlanDecision.Endorsed => "Endorsed",
    };

    public static Standing ToneOf(PlanDecision decision) => decision switch
    {
        PlanDecision.Endorsed => Standing.Good,
        PlanDecision.Questions => Standing.Watch,
        _ => Standing.Neutral,
    };

    /// <summary>As in "Carla Chief, finance".</summary>
    public static string Named(string name, LeadershipFunction function) => function == LeadershipFunction.None ? name : $"{name}, {Of(function)}";

    /// <summary>As in "1 plan", "3 plans".</summary>
    public static string Counted(int number, string one, string many) => number == 1 ? $"1 {one}" : $"{Figures.Count(number)} {many}";

    /// <summary>As in "Tue 24 Nov, 09:30".</summary>
    public static string When(DateTime wall, DateOnly today) => $"{Figures.Day(DateOnly.FromDateTime(wall), today)}, {wall:HH\\:mm}";
}
