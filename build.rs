//! Turns the catalogues, which people write and read as TOML, into JSON: the program reads them at every start, and JSON is
//! read many times faster.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("OUT_DIR").ok_or("cargo names a folder for what is built")?;
    println!("cargo::rerun-if-changed=build.rs");
    for name in ["labels", "documents", "phrases", "alarms"] {
        let source = format!("assets/{name}.toml");
        println!("cargo::rerun-if-changed={source}");
        let catalogue: toml::Table =
            toml::from_str(&fs::read_to_string(&source)?).map_err(|error| format!("{source}: {error}"))?;
        fs::write(Path::new(&folder).join(name).with_extension("json"), serde_json::to_string(&catalogue)?)?;
    }
    Ok(())
}
