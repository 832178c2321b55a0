namespace Plumbline.Comments;

internal static class CommentsSetup
{
    public static void AddComments(this IServiceCollection services)
    {
        services.AddScoped<CommentSubjects>();
        services.AddScoped<CommentDesk>();
    }
}
