//! Which of the graphics devices of a Windows machine draws the window: the first that works. Drivers offer devices
//! that then cannot be opened, and wgpu alone would stop at such a one.

use std::sync::Arc;

use eframe::egui_wgpu::{WgpuConfiguration, WgpuSetupCreateNew};
use eframe::wgpu::{Adapter, AdapterInfo, Backend, DeviceType, Surface};
use tokio::runtime::Handle;

/// Tries the devices in turn while the window opens.
pub(super) fn configuration(runtime: Handle) -> WgpuConfiguration {
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    let describe = setup.device_descriptor.clone();
    setup.native_adapter_selector =
        Some(Arc::new(move |adapters: &[Adapter], surface: Option<&Surface<'_>>| {
            let mut adapters: Vec<&Adapter> = adapters.iter().collect();
            adapters.sort_by_key(|adapter| rank(&adapter.get_info()));
            let mut refused = Vec::new();
            for adapter in adapters {
                let name = adapter.get_info().name;
                if surface.is_some_and(|surface| !adapter.is_surface_supported(surface)) {
                    refused.push(format!("{name}: no surface"));
                    continue;
                }
                match runtime.block_on(adapter.request_device(&describe(adapter))) {
                    Ok(_device) => {
                        tracing::info!("the window is drawn by {name}, {:?}", adapter.get_info().backend);
                        return Ok(adapter.clone());
                    }
                    Err(error) => refused.push(format!("{name}: {error}")),
                }
            }
            Err(if refused.is_empty() { "no device".to_owned() } else { refused.join("; ") })
        }));
    WgpuConfiguration { wgpu_setup: setup.into(), ..WgpuConfiguration::default() }
}

/// What is tried first: a small window need not wake the large device, and is drawn by the processor only where
/// nothing else can; of several ways to a device, the one that Windows itself uses.
fn rank(info: &AdapterInfo) -> (u8, u8) {
    let device = match info.device_type {
        DeviceType::IntegratedGpu => 0,
        DeviceType::DiscreteGpu => 1,
        DeviceType::VirtualGpu => 2,
        DeviceType::Other => 3,
        DeviceType::Cpu => 4,
    };
    let way = match info.backend {
        Backend::Dx12 => 0,
        Backend::Vulkan => 1,
        _ => 2,
    };
    (device, way)
}
