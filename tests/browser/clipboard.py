"""What was copied: our pages may write to the clipboard and not read it, so it is pasted elsewhere."""


def copied(page):
    elsewhere = page.context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").focus()
    elsewhere.keyboard.press("ControlOrMeta+V")
    found = elsewhere.locator("textarea").input_value()
    elsewhere.close()
    return found
