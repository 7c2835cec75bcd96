using Text2Llm.Pipeline.Cleaning;

namespace Text2Llm.Pipeline.Tests.Cleaning;

public sealed class BoilerplateLinesTests
{
    [Theory]
    [InlineData("Skip to content")]
    [InlineData("  » SHARE ON FACEBOOK «  ")]
    [InlineData("Your email address will not be published. Required fields are marked *")]
    [InlineData("© 2021 Example Inc. All rights reserved.")]
    [InlineData("We use cookies to improve your experience. Learn more.")]
    [InlineData("Auf Facebook teilen")]
    [InlineData("Lire la suite →")]
    [InlineData("S’inscrire")]
    [InlineData("Leer más…")]
    [InlineData("Tutti i diritti riservati")]
    [InlineData("Voltar ao topo")]
    [InlineData("Lees verder »")]
    [InlineData("Home | News | Contact")]
    [InlineData("Startseite › Produkte › Lampen")]
    public void Remove_LineOfThePage_Goes(string line) =>
        BoilerplateLines.Remove($"A sentence.\n{line}\nAnother one.").ShouldBe("A sentence.\nAnother one.");

    [Theory]
    [InlineData("He asked us to read more books.")]
    [InlineData("| Home | Away | Score |")]
    [InlineData("Home is where the heart is.")]
    [InlineData("News | Sports | Weather")]
    [InlineData("* * *")]
    [InlineData("")]
    public void Remove_LineOfTheText_Stays(string line)
    {
        var text = $"A sentence.\n{line}\nAnother one.";
        BoilerplateLines.Remove(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void Remove_LinesBetweenParagraphs_LeavesOneBlankLineAndTheIndentation() =>
        BoilerplateLines.Remove("Skip to content\n\n  One.\n\nRead more\n\n  Two.\n  Three.\n\nBack to top\n").ShouldBe("  One.\n\n  Two.\n  Three.");
}
