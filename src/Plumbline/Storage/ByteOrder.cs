using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.Storage;

/// <summary>
/// Columns of folded texts, which are looked for by their beginning: compared byte by byte, so that an index finds a beginning as a range. SQLite compares so unless told otherwise; PostgreSQL is told.
/// </summary>
internal static class ByteOrder
{
    public const string Annotation = "Plumbline:ByteOrder";

    /// <summary>The collation of PostgreSQL that compares bytes.</summary>
    public const string Collation = "C";

    extension<T>(PropertyBuilder<T> property)
    {
        public PropertyBuilder<T> InByteOrder()
        {
            property.HasAnnotation(Annotation, true);
            return property;
        }
    }
}
