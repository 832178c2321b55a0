namespace Plumbline.Opportunities;

/// <summary>What becomes of a form that was filled in while somebody else saved the opportunity.</summary>
internal static class SentAgain
{
    /// <summary>Acts; who was slower sees what the other saved, and may say the same again.</summary>
    /// <param name="read">The revision that the form was drawn for.</param>
    /// <param name="saved">The one that the page shows now.</param>
    /// <param name="reread">Puts it into the form, so that who sends it again means it.</param>
    /// <param name="act">What the form asks for.</param>
    public static async Task Try(int read, int saved, Action<int> reread, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Conflict && read != saved)
        {
            reread(saved);
            throw new RefusedException(Refusal.Conflict, "Someone changed this opportunity while you had the page open. The page shows what they saved, and what you typed is still here: send it again if it still holds.");
        }
    }
}
