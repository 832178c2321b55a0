namespace Plumbline.Signals;

/// <summary>How signals and what follows from them read on a page.</summary>
internal static class SignalWords
{
    public static string Of(CheckIn rhythm) => rhythm switch
    {
        CheckIn.Monthly => "Once a month",
        CheckIn.EveryTwoWeeks => "Every two weeks",
        _ => "Every week",
    };
}
