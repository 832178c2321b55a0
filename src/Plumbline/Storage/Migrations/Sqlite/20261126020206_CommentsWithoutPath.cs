using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CommentsWithoutPath : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Comments_Kind_SubjectId_Path_Id",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "Path",
                table: "Comments");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_Kind_SubjectId_Id",
                table: "Comments",
                columns: new[] { "Kind", "SubjectId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Comments_Kind_SubjectId_Id",
                table: "Comments");

            migrationBuilder.AddColumn<string>(
                name: "Path",
                table: "Comments",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_Kind_SubjectId_Path_Id",
                table: "Comments",
                columns: new[] { "Kind", "SubjectId", "Path", "Id" });
        }
    }
}
