using Microsoft.EntityFrameworkCore;

namespace Plumbline.Signals;

internal static class SignalVisibility
{
    extension(IQueryable<Signal> signals)
    {
        /// <summary>A signal is seen by the person it concerns and by the managers above. <paramref name="line"/> is the reader and everyone below.</summary>
        public IQueryable<Signal> VisibleTo(IReadOnlySet<long> line)
        {
            long[] ids = [.. line];
            return signals.Where(s => EF.Parameter(ids).Contains(s.PersonId));
        }
    }
}
