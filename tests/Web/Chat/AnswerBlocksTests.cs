using Text2Llm.Web.Chat;

namespace Text2Llm.Web.Tests.Chat;

public sealed class AnswerBlocksTests
{
    [Fact]
    public void Parse_Nothing_IsNothing() => AnswerBlocks.Parse("").ShouldBeEmpty();

    [Fact]
    public void Parse_Paragraphs_AreSplitAtBlankLinesAndKeepTheirLines() =>
        AnswerBlocks.Parse("One\ntwo\r\n\r\n \nThree").ShouldBe([new ProseBlock("One\ntwo"), new ProseBlock("Three")]);

    [Fact]
    public void Parse_FencedCode_KeepsBlankLinesAndIndentation() =>
        AnswerBlocks.Parse("Look:\n```csharp title=x\nif (a)\n\n    b();\n```\nDone").ShouldBe(
            [new ProseBlock("Look:"), new CodeBlock("if (a)\n\n    b();", "csharp"), new ProseBlock("Done")]);

    [Fact]
    public void Parse_FenceWithoutItsEnd_IsCodeAlready() =>
        AnswerBlocks.Parse("```\nhalf a li").ShouldBe([new CodeBlock("half a li", "")]);

    [Fact]
    public void Parse_LongerFence_HoldsShorterOnes() =>
        AnswerBlocks.Parse("````md\n```\nx\n```\n````").ShouldBe([new CodeBlock("```\nx\n```", "md")]);

    [Fact]
    public void Parse_IndentedFence_TakesTheIndentationOff() =>
        AnswerBlocks.Parse("1. Do\n   ~~~sh\n   ls\n     -l\n   ~~~").ShouldBe([new ProseBlock("1. Do"), new CodeBlock("ls\n  -l", "sh")]);

    [Theory]
    [InlineData("Use ```inline``` code")]
    [InlineData("```inline``` code")]
    [InlineData("``two``")]
    public void Parse_BackticksInASentence_StayInIt(string text) => AnswerBlocks.Parse(text).ShouldBe([new ProseBlock(text)]);
}
