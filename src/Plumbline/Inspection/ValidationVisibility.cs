using Microsoft.EntityFrameworkCore;

namespace Plumbline.Inspection;

internal static class ValidationVisibility
{
    extension(IQueryable<Validation> validations)
    {
        /// <summary>
        /// A validation is seen by the person, by whoever observed, and by the managers above the person; by nobody else, whatever their roles. What is being written its observer sees alone, and a quiz that is being taken the person.
        /// </summary>
        /// <param name="me">The reader.</param>
        /// <param name="line">The reader and everyone below.</param>
        public IQueryable<Validation> VisibleTo(long me, IReadOnlySet<long> line)
        {
            long[] ids = [.. line];
            return validations.Where(v => v.ObserverId == me || (EF.Parameter(ids).Contains(v.PersonId) && v.State != ValidationState.Writing && (v.State != ValidationState.Taking || v.PersonId == me)));
        }
    }
}
