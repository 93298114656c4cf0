//! The event loop: waits, lets `update` decide, starts what it wants done, and draws once, if anything changed.

pub mod browser;
mod child;
pub mod clipboard;
pub mod clock;
pub mod copy_command;
mod copy_export;
pub mod editor;
pub mod effects;
pub mod executor;
pub mod export;
pub mod input;
pub mod log;
pub mod memory;
pub mod session;
pub mod signals;
pub mod terminal;
pub mod token_command;

use std::io;

use crossterm::event::{Event, MouseEvent};
use ratatui::Terminal;
use ratatui::backend::Backend;
use tokio::sync::mpsc;

use crate::app::effect::Effect;
use crate::app::layout::Size;
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::pointer::Pointer;
use crate::app::update::{leave, start, update};
use crate::domain::mask::Sentence;
use crate::domain::text::SafeText;
use crate::input::keymap::Keymap;
use crate::input::{input_events, message, pointer};
use crate::output::{Format, export_name};
use crate::threads;
use crate::view::View;

use self::clock::Clock;
use self::copy_command::CopyCommand;
use self::effects::Tasks;
use self::log::{Entry, Log};
use self::signals::Signal;

/// Events and messages handled before a draw. A paste without brackets is a hundred thousand keys: they are drained
/// quickly, but not for ever.
const BATCH: usize = 4_096;

/// What the loop needs of a terminal beside drawing on it.
pub trait TerminalBackend {
    /// What frames are drawn on.
    type Backend: Backend;

    /// The terminal to draw on.
    fn terminal(&mut self) -> &mut Terminal<Self::Backend>;

    /// Asks the terminal for its size, which the next frame fills.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    fn size(&mut self) -> io::Result<Size>;

    /// Says that a frame begins: a terminal that knows how shows it whole, once it has ended.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    fn begin_frame(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Says that the frame has ended.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    fn end_frame(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Gives the terminal back, stops the program, and takes the terminal again once it is continued.
    ///
    /// # Errors
    /// Where the terminal cannot be taken again.
    fn suspend(&mut self) -> io::Result<()>;

    /// Writes a control sequence of our own to the terminal.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    fn write(&mut self, sequence: &str) -> io::Result<()>;

    /// Takes the terminal again after something else may have had it, and forgets what it shows.
    ///
    /// # Errors
    /// Where the terminal cannot be taken again.
    fn retake(&mut self) -> io::Result<()>;
}

/// What the loop listens to. Each is a channel, so that a test can be the terminal.
#[derive(Debug)]
pub struct Sources {
    /// Terminal events; the loop ends when this closes, as nobody can steer it any more.
    pub events: mpsc::UnboundedReceiver<Event>,
    /// Signals.
    pub signals: mpsc::UnboundedReceiver<Signal>,
    /// Answers and wake-ups of tasks.
    pub messages: mpsc::UnboundedReceiver<Msg>,
}

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The user quit.
    Quit,
    /// A signal asked for it.
    Signal(Signal),
    /// The terminal is gone.
    TerminalGone,
}

/// The dashboard at work.
pub struct Dashboard<S: TerminalBackend, C: Clock> {
    model: Model,
    view: View,
    keymap: Keymap,
    terminal: S,
    clock: C,
    tasks: Tasks,
    log: Log,
    /// Takes what is copied in the terminal's place.
    copy_command: Option<CopyCommand>,
    /// What tells somebody who looks elsewhere that a watched case changed.
    alert: Option<&'static str>,
    /// The revision of the model that was drawn last.
    drawn: Option<u64>,
    /// What is to be drawn beside what changed.
    paint: Paint,
}

impl<S: TerminalBackend, C: Clock> Dashboard<S, C>
where
    <S::Backend as Backend>::Error: Into<io::Error>,
{
    /// Puts a dashboard together; nothing is drawn or fetched yet.
    pub fn new(model: Model, view: View, keymap: Keymap, terminal: S, clock: C, tasks: Tasks) -> Self {
        let (log, drawn, paint) = (Log::default(), None, Paint::Changes);
        Self { model, view, keymap, terminal, clock, tasks, log, copy_command: None, alert: None, drawn, paint }
    }

    /// Notes in this log what answers are refused.
    #[must_use]
    pub fn logging(self, log: Log) -> Self {
        Self { log, ..self }
    }

    /// Copies with this program, where there is one.
    #[must_use]
    pub fn copying_with(self, copy_command: Option<CopyCommand>) -> Self {
        Self { copy_command, ..self }
    }

    /// Alerts with this control sequence, where there is one.
    #[must_use]
    pub fn alerting(self, alert: Option<&'static str>) -> Self {
        Self { alert, ..self }
    }

    /// Runs until the user quits, a signal asks for it, or the terminal is gone. Gives the terminal back with the reason,
    /// or with the error where the terminal cannot be drawn on or taken again.
    pub async fn run(mut self, mut sources: Sources) -> (io::Result<Ended>, S) {
        let ended = self.run_to_end(&mut sources).await;
        // Whoever ends the program leaves the case that was read.
        for effect in leave(&mut self.model) {
            if let Effect::Remember(what) = effect {
                self.tasks.remember(what, self.clock.now().wall);
            }
        }
        self.tasks.close().await;
        (ended, self.terminal)
    }

    async fn run_to_end(&mut self, sources: &mut Sources) -> io::Result<Ended> {
        self.measure()?;
        let effects = start(&mut self.model);
        self.draw()?;
        if let Some(ended) = self.carry_out(effects)? {
            return Ok(ended);
        }
        loop {
            let first = tokio::select! {
                biased;
                event = sources.events.recv() => match event {
                    Some(event) => Happening::Event(event),
                    None => return Ok(Ended::TerminalGone),
                },
                Some(signal) = sources.signals.recv() => Happening::Signal(signal),
                Some(msg) = sources.messages.recv() => Happening::Msg(msg),
            };
            if let Some(ended) = self.handle_batch(first, sources)? {
                return Ok(ended);
            }
        }
    }

    /// Handles one happening and what else is ready, then draws once, if anything visible changed.
    fn handle_batch(&mut self, first: Happening, sources: &mut Sources) -> io::Result<Option<Ended>> {
        self.update(Msg::Clock(self.clock.now()))?;
        let mut next = Some(first);
        for _ in 0..BATCH {
            let Some(happening) = next else { break };
            if let Some(ended) = self.handle(happening)? {
                return Ok(Some(ended));
            }
            let event = sources.events.try_recv().ok().map(Happening::Event);
            next = event.or_else(|| sources.messages.try_recv().ok().map(Happening::Msg));
        }
        if let Some(left) = next
            && let Some(ended) = self.handle(left)?
        {
            return Ok(Some(ended));
        }
        if self.paint == Paint::Everything {
            wipe(self.terminal.terminal()).map_err(Into::into)?;
        }
        if self.paint != Paint::Changes || self.drawn != Some(self.model.revision()) {
            self.draw()?;
        }
        Ok(None)
    }

    fn handle(&mut self, happening: Happening) -> io::Result<Option<Ended>> {
        let msg = match happening {
            Happening::Event(event) => return self.handle_event(event),
            Happening::Signal(Signal::Continue) => Msg::Continued,
            Happening::Signal(Signal::Resize) => {
                // There and quickly back again, the size is the same but the terminal has lost cells.
                self.paint = Paint::Everything;
                self.measure()?;
                return Ok(None);
            }
            Happening::Signal(signal) => return Ok(Some(Ended::Signal(signal))),
            Happening::Msg(msg) => msg,
        };
        self.update(msg)
    }

    /// A click on something that only the painter knows the place of is a click on that.
    fn handle_mouse(&mut self, event: MouseEvent) -> io::Result<Option<Ended>> {
        let Some(pointer) = pointer(event) else { return Ok(None) };
        let target = match pointer {
            Pointer::Click(cell) => self.view.target(cell),
            _ => None,
        };
        self.update(Msg::Pointer(target.unwrap_or(pointer)))
    }

    /// One event may hold several inputs, and what a later one means depends on what an earlier one did.
    fn handle_event(&mut self, event: Event) -> io::Result<Option<Ended>> {
        if let Event::Mouse(event) = event {
            return self.handle_mouse(event);
        }
        for input in input_events(event, self.model.is_typing(), &self.keymap) {
            let msg = message(input, self.model.is_typing(), &self.keymap).unwrap_or(Msg::Touched);
            if let Some(ended) = self.update(msg)? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
    }

    /// Asks the terminal for its size.
    fn measure(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.update(Msg::Resized(size)).map(drop)
    }

    fn update(&mut self, msg: Msg) -> io::Result<Option<Ended>> {
        let effects = update(&mut self.model, msg);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Option<Ended>> {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Some(Ended::Quit)),
                Effect::Repaint => {
                    self.terminal.retake()?;
                    self.paint = self.paint.max(Paint::Again);
                }
                Effect::Suspend => {
                    self.terminal.suspend()?;
                    update(&mut self.model, Msg::Clock(self.clock.now()));
                    self.paint = self.paint.max(Paint::Again);
                }
                Effect::Copy { text, what } => self.copy(text.as_str(), what)?,
                Effect::CopyReport { what, snapshot } => {
                    let text = copy_export::text(what, &snapshot, &self.model.settings.glossary);
                    self.copy(&text, Sentence::plain(SafeText::line(what.words())))?;
                }
                Effect::Export { form, snapshot } => {
                    let said = copy_export::export(form, &snapshot, &self.model.settings.glossary);
                    self.tell(said)?;
                }
                Effect::SaveDraft { id, text } => {
                    let name = export_name(&id, self.clock.now().wall, Format::Text);
                    let said = copy_export::save(&name, &format!("{text}\n"));
                    self.tell(said)?;
                }
                Effect::OpenLink(link) => {
                    self.tell_plain(copy_export::open(&link))?;
                }
                Effect::LoadQueue { request } => self.tasks.load_queue(request),
                Effect::LoadCase { request, id } => self.tasks.load_case(request, id),
                Effect::Alert => {
                    if let Some(sequence) = self.alert {
                        self.terminal.write(sequence)?;
                    }
                }
                Effect::Remember(what) => self.tasks.remember(what, self.clock.now().wall),
                Effect::OverTime(ask) => self.tasks.over_time(ask),
                Effect::NoteRefused(id) => self.log.write(&Entry::Refused(&id)),
                Effect::Abort(request) => self.tasks.abort(request),
                Effect::Wake { wake, after } => self.tasks.wake(wake, after),
            }
        }
        Ok(None)
    }

    fn copy(&mut self, text: &str, what: Sentence) -> io::Result<()> {
        if let Some(command) = self.copy_command.clone() {
            // It may take its time, and the loop goes on meanwhile.
            let text = text.to_owned();
            let tell = self.tasks.teller(self.model.viewed().cloned());
            let started = threads::start("copy", move || tell(command.copy(text, &what)));
            return match started {
                Ok(_) => Ok(()),
                Err(error) => self.tell_plain(Err(format!("nothing was copied: {error}"))),
            };
        }
        match copy_export::copying(text, &what) {
            Ok((sequence, said)) => {
                self.terminal.write(&sequence)?;
                self.tell(Ok(said))
            }
            Err(why) => self.tell(Err(why)),
        }
    }

    /// Says in the footer what was done for the viewed customer. The only effects that follow are timers.
    fn tell(&mut self, said: copy_export::Said) -> io::Result<()> {
        let about = self.model.viewed().cloned();
        self.update(Msg::said(about, said)).map(drop)
    }

    fn tell_plain(&mut self, said: Result<String, String>) -> io::Result<()> {
        self.tell(copy_export::plain(said))
    }

    fn draw(&mut self) -> io::Result<()> {
        let Self { model, view, keymap, terminal, .. } = self;
        terminal.begin_frame()?;
        terminal.terminal().draw(|frame| view.draw(frame, model, keymap)).map_err(Into::into)?;
        terminal.end_frame()?;
        (self.drawn, self.paint) = (Some(self.model.revision()), Paint::Changes);
        Ok(())
    }
}

/// Clears the terminal and forgets what it showed, so that the next draw paints everything. ratatui's own way asks the
/// terminal where its cursor is, and a terminal that does not answer would stop us.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn wipe<B: Backend>(terminal: &mut Terminal<B>) -> Result<(), B::Error> {
    terminal.backend_mut().clear()?;
    // Empties the buffer that held the last frame; the other one is empty between draws.
    terminal.swap_buffers();
    Ok(())
}

/// What is to be drawn at the end of a batch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Paint {
    /// What changed, if anything did.
    Changes,
    /// The screen, also where nothing changed: the terminal may show something else.
    Again,
    /// Every cell.
    Everything,
}

/// Something the loop woke up for.
enum Happening {
    Event(Event),
    Signal(Signal),
    Msg(Msg),
}
